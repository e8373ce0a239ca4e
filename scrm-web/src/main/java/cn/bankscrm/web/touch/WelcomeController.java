package cn.bankscrm.web.touch;

import cn.bankscrm.engagement.content.ContentFilter;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentState;
import cn.bankscrm.engagement.touch.WelcomeSettings;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What new friends are greeted with, by the code that they scanned. */
@Navigation(Section.SENDS)
@RequestMapping("/sends/welcomes")
@Controller
class WelcomeController {

    private static final int CHOICES = 200;
    private static final String PAGE = "redirect:/sends/welcomes";

    private final WelcomeSettings welcomes;
    private final ContentLibrary library;

    WelcomeController(WelcomeSettings welcomes, ContentLibrary library) {
        this.welcomes = welcomes;
        this.library = library;
    }

    @GetMapping
    String page(@AuthenticationPrincipal SignedIn reader, Model model) {
        ContentFilter all = ContentFilter.everything();
        model.addAttribute("welcomes", welcomes.all());
        model.addAttribute(
                "choices",
                library.list(
                        new ContentFilter(
                                all.title(),
                                all.kind(),
                                Optional.of(ContentState.PUBLISHED),
                                all.interest(),
                                all.endingSoon(),
                                all.before()),
                        CHOICES,
                        reader.scope()));
        return "touch/welcomes";
    }

    @PostMapping
    String set(
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam @Nullable String content,
            @AuthenticationPrincipal SignedIn author,
            RedirectAttributes next) {
        ContentId wanted = ContentKeys.read(content);
        boolean set = wanted != null && welcomes.set(prefix.strip(), wanted, author.name());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, set ? Notice.done("welcomes.saved") : Notice.problem("welcomes.refused"));
        return PAGE;
    }

    @PostMapping("/remove")
    String remove(@RequestParam(defaultValue = "") String prefix, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                welcomes.remove(prefix) ? Notice.done("welcomes.removed") : Notice.problem("welcomes.refused"));
        return PAGE;
    }
}
