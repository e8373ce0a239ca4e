package cn.bankscrm.web.home;

import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.casework.CaseQueries;
import cn.bankscrm.core.realname.Reviews;
import cn.bankscrm.web.account.OfficerRequests;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads everybody to the page that their role needs first. */
@Navigation(Section.HOME)
@Controller
class HomeController {

    private final ScopeChoices scopes;
    private final Reviews reviews;
    private final CaseQueries cases;
    private final OfficerRequests accounts;

    HomeController(ScopeChoices scopes, Reviews reviews, CaseQueries cases, OfficerRequests accounts) {
        this.accounts = accounts;
        this.scopes = scopes;
        this.reviews = reviews;
        this.cases = cases;
    }

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedIn reader, Model model) {
        return switch (reader.role()) {
            case ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE -> "redirect:/coverage";
            case RELATIONSHIP_MANAGER -> "redirect:/workbench";
            case OPERATIONS -> "redirect:/operations/inbox";
            case COMPLIANCE -> {
                ChosenScope chosen = scopes.choose(reader, null);
                chosen.institution().ifPresent(node -> model.addAttribute("institution", node.name()));
                model.addAttribute("reviews", reviews.waiting(chosen.scope()));
                model.addAttribute(
                        "cases", cases.ownedBy(reader.name(), new Oversight(reader.scope(), reader.staff())));
                model.addAttribute("accountRequests", accounts.waitingFor(reader));
                yield "home/plain";
            }
        };
    }
}
