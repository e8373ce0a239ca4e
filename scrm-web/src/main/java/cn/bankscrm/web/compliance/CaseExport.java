package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.casework.CaseFile;
import cn.bankscrm.compliance.casework.CaseQueries;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes cases as an Excel file, and into the audit log that it did. */
@Component
class CaseExport {

    /** What a spreadsheet holds with its head. */
    private static final int SPREADSHEET = 1_000_000;

    private static final List<String> COLUMNS = List.of(
            "cases.column.no",
            "alerts.column.level",
            "alerts.column.rule",
            "cases.column.about",
            "alerts.column.institution",
            "overview.alerts",
            "alerts.column.state",
            "cases.column.owner",
            "cases.openedBy",
            "cases.column.opened",
            "cases.column.due",
            "cases.overdue",
            "cases.column.escalated",
            "cases.disposition",
            "cases.remediationDue",
            "cases.closedBy",
            "cases.column.closed");

    private final CaseQueries cases;
    private final AuditLog audit;
    private final MessageSource messages;
    private final Clock clock;

    CaseExport(CaseQueries cases, AuditLog audit, MessageSource messages, Clock clock) {
        this.cases = cases;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    void write(CaseListForm form, SignedIn reader, HttpServletResponse response) throws IOException {
        Oversight oversight = Overseers.oversight(reader);
        audit.record(
                AuditAction.CASES_EXPORTED,
                new AuditSubject(
                        AuditSubject.Kind.CASE,
                        "cases",
                        Optional.ofNullable(reader.institutionId())
                                .map(InstitutionId::new)
                                .orElse(null)),
                null,
                form.chosen());
        ExcelTable.write(
                response,
                "cases-" + LocalDate.now(clock),
                text("cases.title"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> cases.each(
                        form.filter(reader.name()), SPREADSHEET, oversight, file -> rows.accept(cells(file))));
    }

    private List<@Nullable Object> cells(CaseFile file) {
        return Arrays.<@Nullable Object>asList(
                file.id(),
                text("alerts.level." + file.level()),
                file.rules().stream().map(this::rule).collect(Collectors.joining("、")),
                file.staff(),
                Objects.requireNonNullElseGet(file.institutionName(), () -> text("alerts.headOffice")),
                file.alerts(),
                text("cases.state." + file.state()),
                file.owner(),
                file.openedBy(),
                time(file.openedAt()),
                time(file.dueAt()),
                file.overdue() ? text("cases.overdue") : null,
                file.escalatedTo(),
                file.disposition() == null ? null : text("cases.disposition." + file.disposition()),
                file.remediationDue(),
                file.closedBy(),
                time(file.closedAt()));
    }

    private @Nullable LocalDateTime time(@Nullable Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, clock.getZone());
    }

    /** A rule of the platform's own has a name; a category of words is one. */
    private String rule(String rule) {
        return Objects.requireNonNull(messages.getMessage("alerts.rule." + rule, null, rule, locale()));
    }

    private String text(String key) {
        return Objects.requireNonNull(messages.getMessage(key, null, locale()));
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
