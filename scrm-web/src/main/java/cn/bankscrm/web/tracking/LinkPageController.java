package cn.bankscrm.web.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.engagement.tracking.Beacon;
import cn.bankscrm.engagement.tracking.Link;
import cn.bankscrm.engagement.tracking.ManagerCards;
import cn.bankscrm.engagement.tracking.PublishedPage;
import cn.bankscrm.engagement.tracking.PublishedPages;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import cn.bankscrm.engagement.tracking.Visit;
import cn.bankscrm.engagement.tracking.Visitor;
import cn.bankscrm.engagement.tracking.Visits;
import cn.bankscrm.web.realname.WeChatVisit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What customers see behind a tracked link, and what the page reports of their reading. Nobody signs in, and there is
 * no session: the code opens the page, and a ticket that the page was given speaks of one visit.
 */
@RequestMapping("/l/{code}")
@Controller
class LinkPageController {

    private static final String PAGES = "/l";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final int MOST_SECTIONS = 100;

    private final TrackedLinks links;
    private final PublishedPages pages;
    private final ManagerCards cards;
    private final Visits visits;
    private final ReaderCookie readers;
    private final WeChatVisit weChat;
    private final KnownBankName bank;

    LinkPageController(
            TrackedLinks links,
            PublishedPages pages,
            ManagerCards cards,
            Visits visits,
            ReaderCookie readers,
            WeChatVisit weChat,
            KnownBankName bank) {
        this.links = links;
        this.pages = pages;
        this.cards = cards;
        this.visits = visits;
        this.readers = readers;
        this.weChat = weChat;
        this.bank = bank;
    }

    @ModelAttribute("bank")
    String bankName() {
        return bank.get();
    }

    /** A link that was made for nobody asks WeChat first who opens it, silently, and once. */
    @GetMapping
    String open(
            @PathVariable String code,
            @RequestParam("f") @Nullable String passedOn,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Link> link = links.find(code);
        Optional<PublishedPage> page = link.flatMap(known -> pages.find(known.content()));
        if (link.isEmpty() || page.isEmpty()) {
            return closed(link, response);
        }
        if (visits.byMachine(link.get(), request.getMethod(), request::getHeader)) {
            return shown(code, link.get(), page.get(), null, model);
        }
        Optional<Visitor> known = readers.read(request);
        if (link.get().contact().isEmpty() && known.flatMap(Visitor::recognised).isEmpty()) {
            Optional<String> away = weChat.sendThere(
                    "/l/" + code + "/wechat" + (isTicket(passedOn) ? "?f=" + passedOn : ""), PAGES, request, response);
            if (away.isPresent()) {
                return "redirect:" + away.get();
            }
        }
        Visitor visitor = known.orElseGet(() -> readers.write(Optional.empty(), Optional.empty(), response));
        Visit visit = visits.open(code, link.get(), page.get(), visitor, Optional.ofNullable(passedOn));
        return shown(code, link.get(), page.get(), visit, model);
    }

    /** Back from WeChat. Whatever it said, the page comes. */
    @GetMapping("/wechat")
    String backFromWeChat(
            @PathVariable String code,
            @RequestParam("f") @Nullable String passedOn,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Link> link = links.find(code);
        Optional<PublishedPage> page = link.flatMap(known -> pages.find(known.content()));
        if (link.isEmpty() || page.isEmpty()) {
            return closed(link, response);
        }
        Optional<ExternalContactId> recognised =
                weChat.personBack(PAGES, request, response).flatMap(visits::contactOf);
        Optional<Visitor> known = readers.read(request);
        Visitor visitor =
                known.isPresent() && recognised.isEmpty() ? known.get() : readers.write(known, recognised, response);
        Visit visit = visits.open(code, link.get(), page.get(), visitor, Optional.ofNullable(passedOn));
        return shown(code, link.get(), page.get(), visit, model);
    }

    /**
     * What the page reports: nothing is answered, and what is not to be believed changes nothing.
     *
     * @param ticket which visit
     * @param dwell seconds
     * @param scroll percent
     * @param sections numbers, with commas
     */
    @PostMapping("/seen")
    ResponseEntity<Void> seen(
            @PathVariable String code,
            @RequestParam("v") String ticket,
            @RequestParam(name = "d", defaultValue = "0") long dwell,
            @RequestParam(name = "s", defaultValue = "0") long scroll,
            @RequestParam("n") @Nullable String sections) {
        boolean known = page(code)
                .map(page -> visits.seen(code, ticket, new Beacon(dwell, scroll, numbers(sections)), page))
                .orElse(false);
        return ResponseEntity.status(known ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND)
                .build();
    }

    /** On to the bank's own page, which was settled when the content was approved. */
    @GetMapping("/go")
    String goOn(
            @PathVariable String code,
            @RequestParam("v") @Nullable String ticket,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Link> link = links.find(code);
        Optional<PublishedPage> page = link.flatMap(known -> pages.find(known.content()));
        if (page.flatMap(PublishedPage::target).isEmpty()) {
            return closed(link, response);
        }
        if (ticket != null && !visits.byMachine(link.orElseThrow(), request.getMethod(), request::getHeader)) {
            visits.goOn(code, ticket, page.get());
        }
        return "redirect:" + page.get().target().orElseThrow();
    }

    @PostMapping("/opt-out")
    String optOut(
            @PathVariable String code, @RequestParam("v") String ticket, HttpServletResponse response, Model model) {
        return decided(visits.optOut(code, ticket), true, code, ticket, response, model);
    }

    @PostMapping("/opt-in")
    String optIn(
            @PathVariable String code, @RequestParam("v") String ticket, HttpServletResponse response, Model model) {
        return decided(visits.optIn(code, ticket), false, code, ticket, response, model);
    }

    private String decided(
            boolean known, boolean out, String code, String ticket, HttpServletResponse response, Model model) {
        if (!known) {
            return closed(links.find(code), response);
        }
        model.addAttribute("code", code);
        model.addAttribute("ticket", ticket);
        model.addAttribute("out", out);
        return "tracking/opt-out";
    }

    private String shown(String code, Link link, PublishedPage page, @Nullable Visit visit, Model model) {
        model.addAttribute("code", code);
        model.addAttribute("page", page);
        model.addAttribute("card", cards.find(link.staff()).orElse(null));
        model.addAttribute("visit", visit);
        return "tracking/page";
    }

    /** Withdrawn, out of date, or never there: told apart by status alone. */
    private static String closed(Optional<Link> link, HttpServletResponse response) {
        response.setStatus((link.isPresent() ? HttpStatus.GONE : HttpStatus.NOT_FOUND).value());
        return "tracking/closed";
    }

    private Optional<PublishedPage> page(String code) {
        return links.find(code).flatMap(known -> pages.find(known.content()));
    }

    private static boolean isTicket(@Nullable String passedOn) {
        return passedOn != null && passedOn.matches("[0-9A-Za-z]{1,64}");
    }

    private static Set<Integer> numbers(@Nullable String sections) {
        return sections == null
                ? Set.of()
                : Stream.of(sections.split(",", MOST_SECTIONS))
                        .filter(number -> NUMBER.matcher(number).matches())
                        .map(Integer::valueOf)
                        .collect(Collectors.toUnmodifiableSet());
    }
}
