package cn.bankscrm.web.contactway;

import cn.bankscrm.engagement.contactway.ContactWayId;
import cn.bankscrm.engagement.contactway.ContactWays;
import cn.bankscrm.engagement.contactway.WayLine;
import cn.bankscrm.engagement.contactway.WayQueries;
import cn.bankscrm.engagement.contactway.WayTrouble;
import cn.bankscrm.engagement.content.ContentFilter;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentLine;
import cn.bankscrm.engagement.content.ContentState;
import cn.bankscrm.engagement.touch.WelcomeSettings;
import cn.bankscrm.web.realname.QrCode;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One code: whom it leads to, what came of it, its pictures, and what its friends are greeted with. */
@Navigation(Section.CONTACT_WAYS)
@RequestMapping("/contact-ways/{id:\\d{1,18}}")
@Controller
class ContactWayController {

    private static final int PRINTED = 1200;
    private static final int CHOICES = 200;

    private final WayQueries queries;
    private final ContactWays ways;
    private final WelcomeSettings welcomes;
    private final ContentLibrary library;
    private final Clock clock;

    ContactWayController(
            WayQueries queries, ContactWays ways, WelcomeSettings welcomes, ContentLibrary library, Clock clock) {
        this.queries = queries;
        this.ways = ways;
        this.welcomes = welcomes;
        this.library = library;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @PathVariable long id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        WaySpan span = WaySpan.of(from, until, LocalDate.now(clock));
        WayLine line = line(id, span, reader);
        boolean writes = ContactWayListController.WRITERS.contains(reader.role()) && !line.ended();
        List<WayQueries.Day> days = queries.days(line.id(), span.from(), span.until(), reader.scope());
        model.addAttribute("line", line);
        model.addAttribute("members", queries.members(line.id()));
        model.addAttribute("days", days);
        model.addAttribute("week", DayOfWeek.values());
        model.addAttribute("chart", WayChart.of(days));
        model.addAttribute("from", span.from());
        model.addAttribute("until", span.until());
        model.addAttribute("today", LocalDate.now(clock));
        model.addAttribute("qr", QrCode.of(line.page().toString()));
        model.addAttribute(
                "weComQr",
                line.address() == null ? null : QrCode.of(line.address().toString()));
        model.addAttribute("writes", writes);
        model.addAttribute("gone", line.trouble() == WayTrouble.GONE);
        model.addAttribute("greeting", greeting(line.state()).orElse(null));
        boolean greets = writes && reader.role() == Role.MIDDLE_OFFICE;
        model.addAttribute("greets", greets);
        model.addAttribute("choices", greets ? published(reader) : List.of());
        return "contactway/detail";
    }

    /** What greets: that of the longest prefix. */
    private Optional<WelcomeSettings.Greeting> greeting(String state) {
        return welcomes.all().stream()
                .filter(one -> state.startsWith(one.prefix()))
                .max(Comparator.comparingInt(one -> one.prefix().length()));
    }

    private List<ContentLine> published(SignedIn reader) {
        ContentFilter all = ContentFilter.everything();
        return library.list(
                new ContentFilter(
                        all.title(),
                        all.kind(),
                        Optional.of(ContentState.PUBLISHED),
                        all.interest(),
                        all.endingSoon(),
                        all.before()),
                CHOICES,
                reader.scope());
    }

    /** @param of {@code page} for our own address, {@code wecom} for WeCom's */
    @GetMapping("/qr")
    ResponseEntity<byte[]> picture(
            @PathVariable long id,
            @RequestParam(defaultValue = "page") String of,
            @AuthenticationPrincipal SignedIn reader) {
        LocalDate today = LocalDate.now(clock);
        WayLine line = line(id, new WaySpan(today, today), reader);
        boolean weCom = of.equals("wecom");
        String text = weCom
                ? Optional.ofNullable(line.address())
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                        .toString()
                : line.page().toString();
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("contact-way-" + id + (weCom ? "-wecom" : "") + ".png")
                                .build()
                                .toString())
                .body(QrPicture.png(text, PRINTED));
    }

    @PostMapping("/end")
    String end(@PathVariable long id, @AuthenticationPrincipal SignedIn author, RedirectAttributes next) {
        return done(id, ways.end(new ContactWayId(id), author.scope(), author.name()), "ways.endedNow", next);
    }

    @PostMapping("/again")
    String again(@PathVariable long id, @AuthenticationPrincipal SignedIn author, RedirectAttributes next) {
        return done(id, ways.makeAnew(new ContactWayId(id), author.scope()), "ways.againNow", next);
    }

    @PostMapping("/greeting")
    String greet(
            @PathVariable long id,
            @RequestParam(defaultValue = "0") long content,
            @AuthenticationPrincipal SignedIn author,
            RedirectAttributes next) {
        LocalDate today = LocalDate.now(clock);
        WayLine line = line(id, new WaySpan(today, today), author);
        boolean known = published(author).stream().anyMatch(one -> one.id().value() == content);
        return done(
                id, known && welcomes.set(line.state(), new ContentId(content), author.name()), "welcomes.saved", next);
    }

    private static String done(long id, boolean done, String message, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE, done ? Notice.done(message) : Notice.problem("ways.problem.NOT_FOUND"));
        return "redirect:/contact-ways/" + id;
    }

    private WayLine line(long id, WaySpan span, SignedIn reader) {
        return queries.find(new ContactWayId(id), span.from(), span.until(), reader.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
