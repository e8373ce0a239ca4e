package cn.bankscrm.web.audit;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditEntry;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditPosition;
import cn.bankscrm.core.audit.AuditQueries;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The audit log, searched, read and exported; each of these is itself recorded. */
@Navigation(Section.AUDIT)
@RequestMapping("/audit")
@Controller
class AuditController {

    private static final int ROWS = 50;

    /** What a spreadsheet holds with its head. */
    private static final int MOST_EXPORTED = 1_000_000;

    private static final List<String> COLUMNS = List.of(
            "at",
            "actor",
            "actorName",
            "role",
            "address",
            "action",
            "kind",
            "subject",
            "institution",
            "reason",
            "details");

    private final AuditQueries audit;
    private final AuditLog log;
    private final MessageSource messages;
    private final Clock clock;

    AuditController(AuditQueries audit, AuditLog log, MessageSource messages, Clock clock) {
        this.audit = audit;
        this.log = log;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @ModelAttribute("auditForm") AuditForm typed,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        AuditForm form = typed.complete(LocalDate.now(clock));
        if (after == null) {
            recorded(reader, form.chosen());
        }
        List<AuditEntry> rows =
                audit.list(form.filter(clock.getZone()), AuditPosition.read(after), ROWS + 1, reader.scope());
        boolean further = rows.size() > ROWS;
        List<AuditEntry> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("form", form);
        model.addAttribute("actions", AuditAction.values());
        model.addAttribute("kinds", AuditSubject.Kind.values());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("export", form.address("/audit/export").encode().toUriString());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        form.address("/audit"),
                        after,
                        further ? AuditPosition.of(shown.getLast()).write() : null));
        return "audit/list";
    }

    @GetMapping("/{position}")
    String detail(@PathVariable String position, @AuthenticationPrincipal SignedIn reader, Model model) {
        AuditEntry entry = AuditPosition.read(position)
                .flatMap(place -> audit.find(place, reader.scope()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("entry", entry);
        model.addAttribute("details", new TreeMap<>(entry.details()));
        return "audit/detail";
    }

    @GetMapping("/export")
    void export(
            @ModelAttribute("auditForm") AuditForm typed,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        AuditForm form = typed.complete(LocalDate.now(clock));
        Map<String, String> details = new TreeMap<>(form.chosen());
        details.put("export", "xlsx");
        recorded(reader, details);
        ExcelTable.write(
                response,
                "audit-" + form.from() + "-" + form.until(),
                text("audit.title"),
                COLUMNS.stream().map(column -> text("audit.column." + column)).toList(),
                rows -> audit.each(
                        form.filter(clock.getZone()),
                        MOST_EXPORTED,
                        reader.scope(),
                        entry -> rows.accept(cells(entry))));
    }

    private List<@Nullable Object> cells(AuditEntry entry) {
        return Arrays.<@Nullable Object>asList(
                LocalDateTime.ofInstant(entry.at(), clock.getZone()),
                entry.actor(),
                entry.actorName(),
                entry.actorRole() == null ? null : text("role." + entry.actorRole()),
                entry.address(),
                text("audit.action." + entry.action()),
                text("audit.kind." + entry.subjectKind()),
                entry.subject(),
                entry.institution(),
                entry.reason(),
                Stream.of(new TreeMap<>(entry.details()))
                        .filter(details -> !details.isEmpty())
                        .map(Object::toString)
                        .findFirst()
                        .orElse(null));
    }

    private void recorded(SignedIn reader, Map<String, String> details) {
        log.record(
                AuditAction.AUDIT_READ,
                new AuditSubject(
                        AuditSubject.Kind.AUDIT_LOG,
                        "audit",
                        Optional.ofNullable(reader.institutionId())
                                .map(InstitutionId::new)
                                .orElse(null)),
                null,
                details);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
