package cn.bankscrm.web.compliance;

import cn.bankscrm.compliance.interceptrule.InterceptRule;
import cn.bankscrm.compliance.interceptrule.KeepingInterceptRules;
import cn.bankscrm.compliance.interceptrule.ReasonCount;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What WeCom's own intercept rules hold of the lexicon, and what they have no room for. */
@Navigation(Section.INTERCEPT_RULES)
@RequestMapping("/compliance/intercept-rules")
@Controller
class InterceptRuleController {

    private final KeepingInterceptRules keeping;
    private final LexiconWriters writers;

    InterceptRuleController(KeepingInterceptRules keeping, LexiconWriters writers) {
        this.keeping = keeping;
        this.writers = writers;
    }

    @GetMapping
    String show(@AuthenticationPrincipal SignedIn reader, Model model) {
        KeepingInterceptRules.Overview overview = keeping.overview();
        model.addAttribute("overview", overview);
        model.addAttribute(
                "words",
                overview.rules().stream()
                        .mapToInt(rule -> rule.rule().words().size())
                        .sum());
        model.addAttribute(
                "left",
                overview.leftOutByReason().stream()
                        .mapToLong(ReasonCount::terms)
                        .sum());
        model.addAttribute("most", InterceptRule.MOST_RULES);
        model.addAttribute("mostWords", InterceptRule.MOST_WORDS);
        model.addAttribute("writes", writers.writes(reader));
        return "compliance/intercept-rules";
    }

    @PostMapping("/compare")
    String compare(@AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        writers.nameOf(person);
        keeping.ask();
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("intercept.asked"));
        return "redirect:/compliance/intercept-rules";
    }
}
