package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.AlertGroup;
import cn.bankscrm.compliance.alert.AlertQueries;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes alerts as an Excel file, and into the audit log that it did. */
@Component
class AlertExport {

    /** What a spreadsheet holds with its head. */
    private static final int SPREADSHEET = 1_000_000;

    private static final List<String> COLUMNS = List.of(
            "id",
            "level",
            "source",
            "rule",
            "staffNo",
            "staff",
            "institution",
            "alerts",
            "first",
            "last",
            "state",
            "case");

    private final AlertQueries alerts;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    AlertExport(AlertQueries alerts, AuditLog audit, MessageSource messages, Clock clock) {
        this.alerts = alerts;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    void write(AlertForm form, SignedIn reader, HttpServletResponse response) throws IOException {
        Oversight oversight = Overseers.oversight(reader);
        audit.record(
                AuditAction.ALERTS_EXPORTED,
                new AuditSubject(
                        AuditSubject.Kind.ALERT,
                        "alerts",
                        Optional.ofNullable(reader.institutionId())
                                .map(InstitutionId::new)
                                .orElse(null)),
                null,
                form.chosen());
        ExcelTable.write(
                response,
                "alerts-" + form.from() + "-" + form.until(),
                text("alerts.title"),
                COLUMNS.stream().map(column -> text("alerts.column." + column)).toList(),
                rows -> alerts.each(
                        form.filter(clock.getZone()), SPREADSHEET, oversight, group -> rows.accept(cells(group))));
    }

    private List<@Nullable Object> cells(AlertGroup group) {
        return Arrays.<@Nullable Object>asList(
                group.id(),
                text("alerts.level." + group.level()),
                text("alerts.source." + group.source()),
                group.named() ? text("alerts.rule." + group.rule()) : group.rule(),
                group.staffNo(),
                group.staffName(),
                group.institutionName(),
                group.alerts(),
                LocalDateTime.ofInstant(group.firstAt(), clock.getZone()),
                LocalDateTime.ofInstant(group.lastAt(), clock.getZone()),
                text("alerts.state." + group.state()),
                group.caseId());
    }

    private String text(String key) {
        return Objects.requireNonNull(messages.getMessage(key, null, LocaleContextHolder.getLocale()));
    }
}
