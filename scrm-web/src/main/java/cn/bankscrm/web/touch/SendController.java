package cn.bankscrm.web.touch;

import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.touch.Reminding;
import cn.bankscrm.engagement.touch.SendBoard;
import cn.bankscrm.engagement.touch.SendFigures;
import cn.bankscrm.engagement.touch.SendId;
import cn.bankscrm.engagement.touch.SendQueries;
import cn.bankscrm.engagement.touch.SendRow;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What became of mass sends and moments: drafted, confirmed, delivered, or why not; and who may be reminded. */
@Navigation(Section.SENDS)
@RequestMapping("/sends")
@Controller
class SendController {

    private static final int DAYS = 7;
    private static final int LONGEST_DAYS = 92;
    private static final int LINES = 50;
    private static final Set<Role> REMIND = Set.of(Role.BRANCH_MANAGER, Role.MIDDLE_OFFICE);

    private static final List<String> COLUMNS = List.of(
            "sends.day",
            "sends.channel",
            "sends.contentNo",
            "sends.content",
            "sends.staffNo",
            "sends.staff",
            "sends.state",
            "sends.draftedAt",
            "sends.confirmedAt",
            "sends.touches",
            "sends.sent",
            "sends.noFriend",
            "sends.quota",
            "sends.otherwise",
            "sends.ended",
            "sends.visible",
            "sends.likes",
            "sends.comments");

    private final ScopeChoices scopes;
    private final SendQueries sends;
    private final Reminding reminding;
    private final MessageSource messages;
    private final Clock clock;

    SendController(ScopeChoices scopes, SendQueries sends, Reminding reminding, MessageSource messages, Clock clock) {
        this.scopes = scopes;
        this.sends = sends;
        this.reminding = reminding;
        this.messages = messages;
        this.clock = clock;
    }

    /** Days of sends, both included. */
    private record Span(LocalDate from, LocalDate until) {}

    @GetMapping
    String page(
            @RequestParam @Nullable String institution,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam @Nullable String content,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        Span span = span(from, until);
        ContentId only = ContentKeys.read(content);
        SendBoard board = sends.board(span.from(), span.until(), only, chosen.scope());
        InstitutionNode node = chosen.institution().orElse(null);
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/sends")
                .queryParam("from", span.from())
                .queryParam("until", span.until());
        model.addAttribute(ScopeBar.ATTRIBUTE, chosen.bar(path.build().toUriString(), LocalDate.now(clock)));
        model.addAttribute("board", board);
        model.addAttribute("waiting", waiting(board));
        model.addAttribute("troubled", troubled(board));
        model.addAttribute("most", LINES);
        model.addAttribute("name", node == null ? null : node.name());
        model.addAttribute("institution", node == null ? null : node.code().value());
        model.addAttribute("wanted", only == null ? null : only.value());
        model.addAttribute("from", span.from());
        model.addAttribute("until", span.until());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("reminds", REMIND.contains(reader.role()));
        model.addAttribute("writes", reader.role() == Role.MIDDLE_OFFICE);
        return "touch/sends";
    }

    private static List<SendRow> waiting(SendBoard board) {
        return board.rows().stream()
                .filter(row -> row.figures().waiting() > 0)
                .limit(LINES)
                .toList();
    }

    /** What came to nothing as a whole. */
    private static List<SendRow> troubled(SendBoard board) {
        return board.rows().stream()
                .filter(row -> row.reason() != null)
                .limit(LINES)
                .toList();
    }

    @GetMapping("/export")
    void export(
            @RequestParam @Nullable String institution,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam @Nullable String content,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        ChosenScope chosen = scopes.choose(reader, institution);
        Span span = span(from, until);
        SendBoard board = sends.board(span.from(), span.until(), ContentKeys.read(content), chosen.scope());
        ExcelTable.write(
                response,
                "sends-" + span.from() + "-" + span.until(),
                text("sends.title"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> board.rows().forEach(row -> rows.accept(cells(row))));
    }

    private List<@Nullable Object> cells(SendRow row) {
        SendFigures figures = row.figures();
        return Arrays.<@Nullable Object>asList(
                row.day(),
                text("sends.channel." + row.channel()),
                row.content().value(),
                row.title(),
                row.staffNo(),
                row.staff(),
                text("sends.state." + row.state()),
                local(row.draftedAt()),
                local(row.confirmedAt()),
                figures.touches(),
                figures.sent(),
                figures.noFriend(),
                figures.quota(),
                figures.otherwise(),
                figures.ended(),
                row.visible(),
                row.likes(),
                row.comments());
    }

    @PostMapping("/{id:\\d{1,18}}/remind")
    String remind(@PathVariable long id, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        Reminding.Outcome outcome = reminding.remind(new SendId(id), person.scope(), person.name());
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                outcome == Reminding.Outcome.REMINDED
                        ? Notice.done("sends.reminded")
                        : Notice.problem("sends.remind." + outcome));
        return "redirect:/sends";
    }

    /** What was asked for, put right: not after today, not too long, not the wrong way round. */
    private Span span(@Nullable LocalDate from, @Nullable LocalDate until) {
        LocalDate today = LocalDate.now(clock);
        LocalDate last = until == null || until.isAfter(today) ? today : until;
        LocalDate first = from == null || from.isAfter(last) ? last.minusDays(DAYS - 1L) : from;
        return new Span(first.isBefore(last.minusDays(LONGEST_DAYS)) ? last.minusDays(LONGEST_DAYS) : first, last);
    }

    private @Nullable LocalDateTime local(@Nullable Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, clock.getZone());
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
