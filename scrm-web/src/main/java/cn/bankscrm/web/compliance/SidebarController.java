package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.DoorClosed;
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
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.core.staff.StaffRegister;
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
 * The sidebar beside a chat in WeCom: somebody asks before they send. The same door as everywhere answers, and keeps
 * its verdict; what they send then is theirs to paste.
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

    SidebarController(Interception interception, LexiconInForce inForce, LexiconQueries lexicon, StaffRegister staff) {
        this.interception = interception;
        this.inForce = inForce;
        this.lexicon = lexicon;
        this.staff = staff;
    }

    @GetMapping
    String open() {
        return PAGE;
    }

    @PostMapping("/check")
    String check(
            @RequestParam(required = false) @Nullable String text,
            @AuthenticationPrincipal SignedIn person,
            Model model) {
        outgoing(text, person, model).ifPresent(outgoing -> {
            try {
                show(outgoing.text(), interception.screen(outgoing), model);
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
            @AuthenticationPrincipal SignedIn person,
            Model model) {
        Optional<VerdictId> warning = Optional.ofNullable(verdict).flatMap(VerdictId::of);
        outgoing(text, person, model).ifPresent(outgoing -> {
            try {
                boolean accepted =
                        warning.flatMap(id -> interception.goOn(id, outgoing)).isPresent();
                model.addAttribute(accepted ? "accepted" : "problem", accepted ? outgoing.text() : "sidebar.again");
            } catch (DoorClosed closed) {
                model.addAttribute("problem", "sidebar.closed");
            } catch (DataAccessException | TransactionException notKept) {
                notKept(notKept, model);
            }
        });
        return PAGE;
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
    private void show(String text, Decision decision, Model model) {
        Map<LexiconEntry, EntryId> ids =
                inForce.get().map(LexiconInForce.Built::ids).orElseGet(Map::of);
        List<Trial.Finding> findings = decision.hits().stream()
                .filter(hit -> hit.entry().level() != Level.RECORD)
                .map(hit -> finding(hit, Optional.ofNullable(ids.get(hit.entry()))))
                .toList();
        model.addAttribute("checked", TrialView.of(text, new Trial(decision.verdict(), findings)));
        model.addAttribute("verdict", decision.id().text());
    }

    /** A newer lexicon may have come into force since: then there is no ground to show. */
    private Trial.Finding finding(Hit hit, Optional<EntryId> id) {
        String ground =
                id.flatMap(lexicon::line).map(kept -> kept.line().ground()).orElse("");
        return new Trial.Finding(hit, id.orElseGet(() -> new EntryId(0)), ground, null);
    }
}
