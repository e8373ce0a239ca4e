package cn.bankscrm.web.account;

import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where compliance officers confirm or refuse accounts that may read chats. */
@Navigation(Section.ACCOUNT_REQUESTS)
@RequestMapping("/compliance/accounts")
@Controller
class OfficerRequestController {

    private final OfficerRequests requests;
    private final OfficerConfirmations confirmations;

    OfficerRequestController(OfficerRequests requests, OfficerConfirmations confirmations) {
        this.requests = requests;
        this.confirmations = confirmations;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn officer, Model model) {
        return page(officer, model);
    }

    /** Answers with the page itself: a one-time password is shown now, and lies in no session. */
    @PostMapping("/{id:\\d{1,18}}")
    String decide(
            @PathVariable long id, @RequestParam String step, @AuthenticationPrincipal SignedIn officer, Model model) {
        OfficerDecision decision = switch (step) {
            case "confirm" -> confirmations.confirm(id, officer);
            case "refuse" -> confirmations.refuse(id, officer);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
        String message = "officerRequests.outcome." + decision.outcome();
        model.addAttribute(
                Notice.ATTRIBUTE,
                switch (decision.outcome()) {
                    case CONFIRMED, REFUSED -> Notice.done(message, decision.username());
                    case NOT_YOURS, NO_MORE -> Notice.problem(message, decision.username());
                });
        if (decision.oneTimePassword() != null) {
            model.addAttribute("confirmed", decision);
        }
        return page(officer, model);
    }

    private String page(SignedIn officer, Model model) {
        model.addAttribute("requests", requests.waiting(officer));
        return "account/requests";
    }
}
