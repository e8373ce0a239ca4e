package cn.bankscrm.web.home;

import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Leads everybody to the page that their role needs first. */
@Navigation(Section.HOME)
@Controller
class HomeController {

    @GetMapping("/")
    String home(@AuthenticationPrincipal SignedIn reader) {
        return switch (reader.role()) {
            case ADMINISTRATOR, BRANCH_MANAGER, MIDDLE_OFFICE, RELATIONSHIP_MANAGER -> "redirect:/coverage";
            case OPERATIONS -> "redirect:/operations/inbox";
            case COMPLIANCE -> "home/plain";
        };
    }
}
