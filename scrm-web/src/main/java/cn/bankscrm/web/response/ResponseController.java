package cn.bankscrm.web.response;

import cn.bankscrm.compliance.response.ResponseBoard;
import cn.bankscrm.compliance.response.ResponseFigures;
import cn.bankscrm.compliance.response.ResponseQueries;
import cn.bankscrm.compliance.response.ResponseRow;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** How long customers wait for an answer, by institution and manager: times alone, and no words. */
@Navigation(Section.RESPONSE)
@RequestMapping("/compliance/response")
@Controller
class ResponseController {

    private static final int DAYS = 30;
    private static final int LONGEST_DAYS = 366;
    private static final int MANAGERS = 100;
    private static final int MOST_EXPORTED = 20_000;

    private static final List<String> COLUMNS = List.of(
            "response.kind",
            "response.code",
            "response.name",
            "response.waits",
            "response.answered",
            "response.open",
            "response.late",
            "response.inTime",
            "response.median",
            "response.ninetieth");

    private final ScopeChoices scopes;
    private final ResponseQueries responses;
    private final MessageSource messages;
    private final Clock clock;

    ResponseController(ScopeChoices scopes, ResponseQueries responses, MessageSource messages, Clock clock) {
        this.scopes = scopes;
        this.responses = responses;
        this.messages = messages;
        this.clock = clock;
    }

    /** Days of questions, both included. */
    private record Span(LocalDate from, LocalDate until) {}

    @GetMapping
    String page(
            @RequestParam @Nullable String institution,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        Span span = span(from, until);
        InstitutionNode node = chosen.institution().orElse(null);
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/compliance/response")
                .queryParam("from", span.from())
                .queryParam("until", span.until());
        model.addAttribute(ScopeBar.ATTRIBUTE, chosen.bar(path.build().toUriString(), LocalDate.now(clock)));
        model.addAttribute("board", board(chosen, span, MANAGERS));
        model.addAttribute("name", node == null ? null : node.name());
        model.addAttribute("institution", node == null ? null : node.code().value());
        model.addAttribute("from", span.from());
        model.addAttribute("until", span.until());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("most", MANAGERS);
        model.addAttribute("settings", reader.role() == Role.COMPLIANCE);
        return "response/board";
    }

    @GetMapping("/export")
    void export(
            @RequestParam @Nullable String institution,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        ChosenScope chosen = scopes.choose(reader, institution);
        Span span = span(from, until);
        ResponseBoard board = board(chosen, span, MOST_EXPORTED);
        ExcelTable.write(
                response,
                "response-" + span.from() + "-" + span.until(),
                text("response.title"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> Stream.concat(board.below().stream(), board.staff().stream())
                        .forEach(row -> rows.accept(cells(row))));
    }

    private ResponseBoard board(ChosenScope chosen, Span span, int most) {
        return responses.board(
                chosen.institution().map(InstitutionNode::id).orElse(null),
                span.from(),
                span.until(),
                most,
                chosen.scope());
    }

    private List<@Nullable Object> cells(ResponseRow row) {
        ResponseFigures figures = row.figures();
        return Arrays.<@Nullable Object>asList(
                text(row.institution() ? "response.institution" : "response.manager"),
                row.key(),
                row.name(),
                figures.waits(),
                figures.answered(),
                figures.open(),
                figures.late(),
                figures.inTime().map(share -> share.movePointRight(2)).orElse(null),
                figures.median().orElse(null),
                figures.ninetieth().orElse(null));
    }

    /** What was asked for, put right: not after today, not longer than a year, not the wrong way round. */
    private Span span(@Nullable LocalDate from, @Nullable LocalDate until) {
        LocalDate today = LocalDate.now(clock);
        LocalDate last = until == null || until.isAfter(today) ? today : until;
        LocalDate first = from == null || from.isAfter(last) ? last.minusDays(DAYS - 1L) : from;
        return new Span(first.isBefore(last.minusDays(LONGEST_DAYS)) ? last.minusDays(LONGEST_DAYS) : first, last);
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
