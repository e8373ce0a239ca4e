package cn.bankscrm.web.audit;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditEntry;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditPosition;
import cn.bankscrm.core.audit.AuditQueries;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.CsvTable;
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
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /** What a spreadsheet holds with its head; a CSV file holds everything. */
    private static final int SPREADSHEET = 1_000_000;

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
    private final AuditWords words;
    private final Clock clock;

    AuditController(AuditQueries audit, AuditLog log, AuditWords words, Clock clock) {
        this.audit = audit;
        this.log = log;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @ModelAttribute("auditForm") AuditForm typed,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        AuditForm form = typed.complete(LocalDate.now(clock));
        recorded(reader, form.chosen());
        List<AuditEntry> rows =
                audit.list(form.filter(clock.getZone()), AuditPosition.read(after), ROWS + 1, reader.scope());
        boolean further = rows.size() > ROWS;
        List<AuditEntry> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute("form", form);
        model.addAttribute("actions", AuditAction.values());
        model.addAttribute("kinds", AuditSubject.Kind.values());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("excel", form.export("xlsx"));
        model.addAttribute("csv", form.export("csv"));
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
        model.addAttribute("details", words.facts(entry));
        return "audit/detail";
    }

    @GetMapping("/export")
    void export(
            @ModelAttribute("auditForm") AuditForm typed,
            @RequestParam(defaultValue = "xlsx") String format,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        boolean csv = format.equals("csv");
        AuditForm form = typed.complete(LocalDate.now(clock));
        Map<String, String> details = new TreeMap<>(form.chosen());
        details.put("export", csv ? "csv" : "xlsx");
        recorded(reader, details);
        String file = "audit-" + form.from() + "-" + form.until();
        List<String> columns = COLUMNS.stream()
                .map(column -> words.text("audit.column." + column))
                .toList();
        if (csv) {
            CsvTable.write(response, file, columns, rows -> each(form, Integer.MAX_VALUE, reader, rows));
        } else {
            ExcelTable.write(
                    response, file, words.text("audit.title"), columns, rows -> each(form, SPREADSHEET, reader, rows));
        }
    }

    private void each(AuditForm form, int most, SignedIn reader, Consumer<List<? extends @Nullable Object>> rows) {
        audit.each(form.filter(clock.getZone()), most, reader.scope(), entry -> rows.accept(cells(entry)));
    }

    private List<@Nullable Object> cells(AuditEntry entry) {
        return Arrays.<@Nullable Object>asList(
                LocalDateTime.ofInstant(entry.at(), clock.getZone()),
                entry.actor(),
                entry.actorName(),
                entry.actorRole() == null ? null : words.text("role." + entry.actorRole()),
                entry.address(),
                words.text("audit.action." + entry.action()),
                words.text("audit.kind." + entry.subjectKind()),
                entry.subject(),
                entry.institution(),
                entry.reason(),
                words.facts(entry).entrySet().stream()
                        .map(fact -> fact.getKey() + "：" + fact.getValue())
                        .collect(Collectors.joining("；")));
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
}
