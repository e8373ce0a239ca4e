package cn.bankscrm.web.contactway;

import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.engagement.contactway.BranchPages;
import cn.bankscrm.engagement.contactway.ContactWays;
import cn.bankscrm.engagement.contactway.WayFigures;
import cn.bankscrm.engagement.contactway.WayLine;
import cn.bankscrm.engagement.contactway.WayQueries;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.realname.QrCode;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.CsvTable;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** All codes of an institution with what came of them, and the page on which customers choose a manager. */
@Navigation(Section.CONTACT_WAYS)
@RequestMapping("/contact-ways")
@Controller
class ContactWayListController {

    /** Who plans codes. */
    static final Set<Role> WRITERS = Set.of(Role.BRANCH_MANAGER, Role.MIDDLE_OFFICE);

    private static final List<String> COLUMNS = List.of(
            "ways.name",
            "ways.channel",
            "ways.institution",
            "ways.state",
            "ways.opened",
            "ways.added",
            "ways.fresh",
            "ways.certified",
            "ways.deleted",
            "ways.made",
            "ways.ended");

    private final ScopeChoices scopes;
    private final WayQueries queries;
    private final ContactWays ways;
    private final BranchPages pages;
    private final MessageSource messages;
    private final Clock clock;

    ContactWayListController(
            ScopeChoices scopes,
            WayQueries queries,
            ContactWays ways,
            BranchPages pages,
            MessageSource messages,
            Clock clock) {
        this.scopes = scopes;
        this.queries = queries;
        this.ways = ways;
        this.pages = pages;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestParam @Nullable String institution,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam @Nullable String q,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        WaySpan span = WaySpan.of(from, until, LocalDate.now(clock));
        List<WayLine> lines = queries.list(words(q), span.from(), span.until(), chosen.scope());
        InstitutionNode node = chosen.institution().orElse(null);
        UriComponentsBuilder path = UriComponentsBuilder.fromPath("/contact-ways")
                .queryParam("from", span.from())
                .queryParam("until", span.until());
        model.addAttribute(ScopeBar.ATTRIBUTE, chosen.bar(path.build().toUriString(), LocalDate.now(clock)));
        model.addAttribute("lines", lines);
        model.addAttribute(
                "all", lines.stream().map(WayLine::figures).reduce(new WayFigures(0, 0, 0, 0, 0), WayFigures::plus));
        model.addAttribute("name", node == null ? null : node.name());
        model.addAttribute("institution", node == null ? null : node.code().value());
        model.addAttribute("q", words(q));
        model.addAttribute("from", span.from());
        model.addAttribute("until", span.until());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("writes", node != null && WRITERS.contains(reader.role()));
        model.addAttribute("orphans", queries.orphans(reader.scope()));
        Optional<URI> page = node == null ? Optional.empty() : pages.address(node.id());
        model.addAttribute("page", page.map(URI::toString).orElse(null));
        model.addAttribute(
                "qr", page.map(address -> QrCode.of(address.toString())).orElse(null));
        return "contactway/list";
    }

    @GetMapping("/export")
    void export(
            @RequestParam @Nullable String institution,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @RequestParam @Nullable String q,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        WaySpan span = WaySpan.of(from, until, LocalDate.now(clock));
        List<WayLine> lines = queries.list(
                words(q),
                span.from(),
                span.until(),
                scopes.choose(reader, institution).scope());
        ExcelTable.write(
                response,
                "contact-ways-" + span.from() + "-" + span.until(),
                text("ways.title"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> lines.forEach(line -> rows.accept(cells(line))));
    }

    private List<@Nullable Object> cells(WayLine line) {
        WayFigures figures = line.figures();
        return Arrays.<@Nullable Object>asList(
                line.name(),
                line.channel(),
                line.institutionName(),
                line.state(),
                figures.opened(),
                figures.added(),
                figures.fresh(),
                figures.certified(),
                figures.deleted(),
                LocalDateTime.ofInstant(line.madeAt(), clock.getZone()),
                line.endedAt() == null ? null : LocalDateTime.ofInstant(line.endedAt(), clock.getZone()));
    }

    /** The addresses of all codes that stand, for the printer's. */
    @GetMapping("/codes")
    void codes(
            @RequestParam @Nullable String institution,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        LocalDate today = LocalDate.now(clock);
        List<WayLine> lines = queries.list(
                "", today, today, scopes.choose(reader, institution).scope());
        CsvTable.write(
                response,
                "contact-way-codes",
                List.of(
                        text("ways.name"),
                        text("ways.channel"),
                        text("ways.institution"),
                        text("ways.page"),
                        text("ways.weCom")),
                rows -> lines.stream()
                        .filter(line -> !line.ended())
                        .forEach(line -> rows.accept(Arrays.<@Nullable Object>asList(
                                line.name(), line.channel(), line.institutionName(), line.page(), line.address()))));
    }

    /** A new address for the page of an institution: the first one, or one in the place of what was printed. */
    @PostMapping("/page")
    String newAddress(
            @RequestParam @Nullable String institution,
            @AuthenticationPrincipal SignedIn author,
            RedirectAttributes next) {
        InstitutionNode node = scopes.choose(author, institution)
                .institution()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        pages.makeAddress(node.id(), author.name());
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("ways.pageMade"));
        return "redirect:"
                + UriComponentsBuilder.fromPath("/contact-ways")
                        .queryParam("institution", node.code().value())
                        .build()
                        .encode();
    }

    @PostMapping("/orphans/remove")
    String removeOrphan(
            @RequestParam("config") String configId,
            @AuthenticationPrincipal SignedIn administrator,
            RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                ways.removeOrphan(configId, administrator.scope(), administrator.name())
                        ? Notice.done("ways.orphanGoing")
                        : Notice.problem("ways.problem.NOT_FOUND"));
        return "redirect:/contact-ways";
    }

    /** An empty field comes as none. */
    static String words(@Nullable String q) {
        return q == null ? "" : q.strip();
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
