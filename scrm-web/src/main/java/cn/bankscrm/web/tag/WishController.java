package cn.bankscrm.web.tag;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.tag.TagQueries;
import cn.bankscrm.core.tag.TagWish;
import cn.bankscrm.core.tag.TagWishes;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is wished about corp tags, and what became of it. Who wished it, only the whole bank's accounts see of others.
 */
@Navigation(Section.TAGS)
@RequestMapping("/tags/wishes")
@Controller
class WishController {

    private static final int ROWS = 50;

    private final TagQueries tags;
    private final TagWishes wishes;

    WishController(TagQueries tags, TagWishes wishes) {
        this.tags = tags;
        this.wishes = wishes;
    }

    @GetMapping
    String list(@RequestParam @Nullable String after, SignedIn reader, Model model) {
        List<TagWish> rows = tags.wishes(TagController.id(after), ROWS + 1);
        boolean further = rows.size() > ROWS;
        List<TagWish> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("wishes", shown);
        model.addAttribute("counts", tags.counts());
        model.addAttribute("me", reader.name());
        model.addAttribute("namesAuthors", reader.scope() instanceof DataScope.WholeBank);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/tags/wishes").build(),
                        after,
                        further ? Long.toString(shown.getLast().id()) : null));
        return "tag/wishes";
    }

    @PostMapping("/seen")
    String seen(SignedIn by) {
        wishes.acknowledge(by.name());
        return "redirect:/tags";
    }

    @PostMapping("/{id:\\d{1,18}}/withdraw")
    String withdraw(@PathVariable long id, RedirectAttributes next) {
        return told(wishes.withdraw(id), "tags.withdrawn", next);
    }

    @PostMapping("/{id:\\d{1,18}}/retry")
    String retry(@PathVariable long id, RedirectAttributes next) {
        return told(wishes.retry(id), "tags.wished", next);
    }

    private static String told(boolean done, String key, RedirectAttributes next) {
        next.addFlashAttribute(Notice.ATTRIBUTE, done ? Notice.done(key) : Notice.problem("tags.tooLate"));
        return "redirect:/tags/wishes";
    }
}
