package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.RefusedAttempts;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** How often attempts to certify were refused: figures alone, nothing of a customer. */
@Navigation(Section.REFUSALS)
@RequestMapping("/refusals")
@Controller
class RefusalController {

    private final RefusedAttempts attempts;

    RefusalController(RefusedAttempts attempts) {
        this.attempts = attempts;
    }

    @GetMapping
    String list(@AuthenticationPrincipal SignedIn reader, Model model) {
        List<RefusedAttempts.Refused> rows = attempts.lastDays();
        model.addAttribute("rows", rows);
        model.addAttribute(
                "today", rows.stream().mapToLong(RefusedAttempts.Refused::today).sum());
        model.addAttribute("audits", reader.role() == Role.COMPLIANCE || reader.role() == Role.ADMINISTRATOR);
        return "realname/refusals";
    }
}
