package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.Glance;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.interception.UnknownSender;
import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.Trial;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.core.staff.StaffRegister;
import cn.bankscrm.engagement.workbench.Chats;
import cn.bankscrm.engagement.workbench.Offers;
import cn.bankscrm.engagement.workbench.WeComClient;
import cn.bankscrm.web.security.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The sidebar beside a chat in WeCom: somebody asks before they send. While they type nothing is kept; when they ask,
 * the same door as everywhere answers and keeps its verdict, and what passed can be sent.
 */
@RequestMapping("/sidebar")
@Controller
class SidebarController {

    private static final Logger log = LoggerFactory.getLogger(SidebarController.class);
    private static final String PAGE = "compliance/sidebar";
    private static final int LONGEST_TEXT = 4_000;

    private final Interception interception;
    private final LexiconInForce inForce;
    private final LexiconQueries lexicon;
    private final StaffRegister staff;
    private final Chats chats;
    private final Offers offers;
    private final WeComClient client;

    SidebarController(
            Interception interception,
            LexiconInForce inForce,
            LexiconQueries lexicon,
            StaffRegister staff,
            Chats chats,
            Offers offers,
            WeComClient client) {
        this.chats = chats;
        this.offers = offers;
        this.client = client;
        this.interception = interception;
        this.inForce = inForce;
        this.lexicon = lexicon;
        this.staff = staff;
    }

    /** Beside a chat the page finds out by WeCom's client whom it is with. */
    @GetMapping
    String open(Model model) {
        client.app().ifPresent(app -> model.addAttribute("client", app));
        return PAGE;
    }

    @PostMapping("/check")
    String check(
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String userId,
            @RequestParam(defaultValue = "false") boolean live,
            @AuthenticationPrincipal SignedIn person,
            Model model) {
        outgoing(text, person, model).ifPresent(outgoing -> {
            try {
                if (live) {
                    Glance glance = interception.glance(outgoing);
                    show(outgoing.text(), glance.verdict(), glance.hits(), model);
                    model.addAttribute("live", true);
                    return;
                }
                Decision decision = interception.screen(outgoing);
                show(outgoing.text(), decision.verdict(), decision.hits(), model);
                model.addAttribute("verdict", decision.id().text());
                if (decision instanceof Decision.Passed passed) {
                    offer(passed.text(), userId, person, model);
                }
            } catch (DoorClosed | UnknownSender closed) {
                model.addAttribute("problem", "sidebar.closed");
            } catch (DataAccessException | TransactionException notKept) {
                notKept(notKept, model);
            }
        });
        return PAGE;
    }

    @PostMapping("/go-on")
    String goOn(
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String verdict,
            @RequestParam(required = false) @Nullable String userId,
            @AuthenticationPrincipal SignedIn person,
            Model model) {
        Optional<VerdictId> warning = Optional.ofNullable(verdict).flatMap(VerdictId::of);
        outgoing(text, person, model).ifPresent(outgoing -> {
            try {
                Optional<Cleared> accepted = warning.flatMap(id -> interception.goOn(id, outgoing));
                model.addAttribute(
                        accepted.isPresent() ? "accepted" : "problem",
                        accepted.map(Cleared::text).orElse("sidebar.again"));
                accepted.ifPresent(cleared -> offer(cleared, userId, person, model));
            } catch (DoorClosed closed) {
                model.addAttribute("problem", "sidebar.closed");
            } catch (DataAccessException | TransactionException notKept) {
                notKept(notKept, model);
            }
        });
        return PAGE;
    }

    /** Beside a chat with a friend the sending is recorded, too. */
    private void offer(Cleared cleared, @Nullable String userId, SignedIn person, Model model) {
        Optional<StaffId> own = person.staff();
        if (own.isPresent() && userId != null && !userId.isBlank()) {
            chats.with(userId, own.get(), person.scope())
                    .map(partner ->
                            offers.ofOwnWords(cleared, own.get(), Optional.of(partner.contact()), partner.customerId()))
                    .ifPresent(words -> model.addAttribute("words", words));
        }
        model.addAttribute("userId", userId);
    }

    private static void notKept(RuntimeException notKept, Model model) {
        log.atError().log("A verdict could not be kept", notKept);
        model.addAttribute("problem", "sidebar.closed");
    }

    /** What was typed, or a sentence about what is wrong with it. */
    private Optional<Outgoing> outgoing(@Nullable String text, SignedIn person, Model model) {
        // forms send line ends in two characters, which a chat does not
        String typed = text == null ? "" : text.replace("\r\n", "\n");
        model.addAttribute("text", typed);
        if (typed.isEmpty()) {
            model.addAttribute("problem", "sidebar.empty");
            return Optional.empty();
        }
        if (typed.length() > LONGEST_TEXT) {
            model.addAttribute("problem", "sidebar.tooLong");
            model.addAttribute("longest", LONGEST_TEXT);
            return Optional.empty();
        }
        StaffNo sender = person.staff().flatMap(staff::number).orElse(null);
        return Optional.of(new Outgoing(typed, Outlet.CHAT, sender));
    }

    /** What is only recorded is not the sender's to know. */
    private void show(String text, Verdict verdict, List<Hit> hits, Model model) {
        Map<LexiconEntry, EntryId> ids =
                inForce.get().map(LexiconInForce.Built::ids).orElseGet(Map::of);
        List<Trial.Finding> findings = hits.stream()
                .filter(hit -> hit.entry().level() != Level.RECORD)
                .map(hit -> finding(hit, Optional.ofNullable(ids.get(hit.entry()))))
                .toList();
        model.addAttribute("checked", TrialView.of(text, new Trial(verdict, findings)));
    }

    /** A newer lexicon may have come into force since: then there is no ground to show. */
    private Trial.Finding finding(Hit hit, Optional<EntryId> id) {
        String ground =
                id.flatMap(lexicon::line).map(kept -> kept.line().ground()).orElse("");
        return new Trial.Finding(hit, id.orElseGet(() -> new EntryId(0)), ground, null);
    }
}
