package cn.bankscrm.web.tag;

import static cn.bankscrm.web.tag.TagController.given;

import cn.bankscrm.core.tag.CustomerTags;
import cn.bankscrm.core.tag.TagKind;
import cn.bankscrm.core.tag.TagQueries;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
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

/** Puts one of the bank's own tags on many customers, or takes it off: a list, a preview, and only then the change. */
@Navigation(Section.TAGS)
@RequestMapping("/tags/bulk")
@Controller
class BulkTagController {

    private static final Pattern BETWEEN = Pattern.compile("[\\s,;，；、]+");
    private static final int SHOWN = 20;

    private final TagQueries tags;
    private final CustomerTags customerTags;

    BulkTagController(TagQueries tags, CustomerTags customerTags) {
        this.tags = tags;
        this.customerTags = customerTags;
    }

    @GetMapping
    String form(@RequestParam @Nullable String tag, Model model) {
        return shown(given(tag), "", true, model);
    }

    @PostMapping("/preview")
    String preview(
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String numbers,
            @RequestParam(defaultValue = "true") boolean on,
            SignedIn by,
            Model model) {
        Optional<Long> found = tags.find(TagKind.OWN, given(tag));
        List<String> list = list(given(numbers));
        if (found.isEmpty()) {
            model.addAttribute(Notice.ATTRIBUTE, Notice.problem("tags.bulk.noTag"));
        } else if (list.isEmpty() || list.size() > CustomerTags.MOST_AT_ONCE) {
            model.addAttribute(
                    Notice.ATTRIBUTE, Notice.problem("tags.bulk.howMany", Integer.toString(CustomerTags.MOST_AT_ONCE)));
        } else {
            CustomerTags.Preview preview = customerTags.preview(list, found.get(), on, by.scope());
            model.addAttribute("preview", preview);
            model.addAttribute(
                    "outside", preview.outside().stream().limit(SHOWN).toList());
        }
        return shown(given(tag), given(numbers), on, model);
    }

    @PostMapping
    String apply(
            @RequestParam @Nullable String tag,
            @RequestParam @Nullable String numbers,
            @RequestParam(defaultValue = "true") boolean on,
            SignedIn by,
            RedirectAttributes next) {
        Optional<Integer> changed = tags.find(TagKind.OWN, given(tag))
                .flatMap(id -> customerTags.tag(list(given(numbers)), id, on, by.scope(), by.name(), by.staff()));
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                changed.map(count -> Notice.done(
                                on ? "tags.bulk.put" : "tags.bulk.taken",
                                given(tag).strip(),
                                count))
                        .orElseGet(() -> Notice.problem("tags.bulk.noTag")));
        return "redirect:/tags/bulk";
    }

    private String shown(String tag, String numbers, boolean on, Model model) {
        model.addAttribute("choices", tags.choices(TagKind.OWN));
        model.addAttribute("tag", tag);
        model.addAttribute("numbers", numbers);
        model.addAttribute("on", on);
        return "tag/bulk";
    }

    private static List<String> list(String numbers) {
        return BETWEEN.splitAsStream(numbers)
                .filter(no -> !no.isEmpty())
                .distinct()
                .toList();
    }
}
