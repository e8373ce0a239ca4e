package cn.bankscrm.web.tag;

import static cn.bankscrm.web.tag.TagController.given;

import cn.bankscrm.core.tag.BulkFriendTags;
import cn.bankscrm.core.tag.CustomerTags;
import cn.bankscrm.core.tag.TagKind;
import cn.bankscrm.core.tag.TagQueries;
import cn.bankscrm.core.tag.TaggingPreview;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Puts a tag on many customers or on their friends, or takes it off: a list, a preview, and only then the change. The
 * bank's own tags change at once; corp tags are wished for, and WeCom fulfils it.
 */
@Navigation(Section.TAGS)
@RequestMapping("/tags/bulk")
@Controller
class BulkTagController {

    private static final Pattern BETWEEN = Pattern.compile("[\\s,;，；、]+");
    private static final int SHOWN = 20;

    private final TagQueries tags;
    private final CustomerTags customerTags;
    private final BulkFriendTags friendTags;

    BulkTagController(TagQueries tags, CustomerTags customerTags, BulkFriendTags friendTags) {
        this.tags = tags;
        this.customerTags = customerTags;
        this.friendTags = friendTags;
    }

    @GetMapping
    String form(@RequestParam @Nullable String kind, @RequestParam @Nullable String tag, Model model) {
        return shown(kind(kind), given(tag), "", true, model);
    }

    @PostMapping("/preview")
    String preview(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String numbers,
            @RequestParam(defaultValue = "true") boolean on,
            SignedIn by,
            Model model) {
        TagKind chosen = kind(kind);
        Optional<Long> found = tags.find(chosen, given(tag));
        List<String> list = list(given(numbers));
        if (found.isEmpty()) {
            model.addAttribute(Notice.ATTRIBUTE, Notice.problem("tags.bulk.noTag"));
        } else if (list.isEmpty() || list.size() > CustomerTags.MOST_AT_ONCE) {
            model.addAttribute(
                    Notice.ATTRIBUTE, Notice.problem("tags.bulk.howMany", Integer.toString(CustomerTags.MOST_AT_ONCE)));
        } else {
            TaggingPreview preview = chosen == TagKind.CORP
                    ? friendTags.preview(list, found.get(), on, by.scope())
                    : customerTags.preview(list, found.get(), on, by.scope());
            model.addAttribute("preview", preview);
            model.addAttribute(
                    "outside", preview.outside().stream().limit(SHOWN).toList());
        }
        return shown(chosen, given(tag), given(numbers), on, model);
    }

    @PostMapping
    String apply(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String numbers,
            @RequestParam(defaultValue = "true") boolean on,
            SignedIn by,
            RedirectAttributes next) {
        TagKind chosen = kind(kind);
        List<String> list = list(given(numbers));
        Optional<Integer> changed = tags.find(chosen, given(tag))
                .flatMap(id -> chosen == TagKind.CORP
                        ? friendTags.wish(list, id, on, by.scope(), by.name())
                        : customerTags.tag(list, id, on, by.scope(), by.name(), by.staff()));
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                changed.map(count -> Notice.done(
                                "tags.bulk." + (on ? "put." : "taken.") + chosen,
                                given(tag).strip(),
                                count))
                        .orElseGet(() -> Notice.problem("tags.bulk.noTag")));
        next.addAttribute("kind", chosen.name().toLowerCase(Locale.ROOT));
        return "redirect:/tags/bulk?kind={kind}";
    }

    private String shown(TagKind kind, String tag, String numbers, boolean on, Model model) {
        model.addAttribute("choices", tags.choices(kind));
        model.addAttribute("kind", kind);
        model.addAttribute("tag", tag);
        model.addAttribute("numbers", numbers);
        model.addAttribute("on", on);
        return "tag/bulk";
    }

    private static TagKind kind(@Nullable String text) {
        return "corp".equals(text) ? TagKind.CORP : TagKind.OWN;
    }

    private static List<String> list(String numbers) {
        return BETWEEN.splitAsStream(numbers)
                .filter(no -> !no.isEmpty())
                .distinct()
                .toList();
    }
}
