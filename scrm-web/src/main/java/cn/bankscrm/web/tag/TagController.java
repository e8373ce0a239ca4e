package cn.bankscrm.web.tag;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.tag.OwnTags;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagGroupRow;
import cn.bankscrm.core.tag.TagKind;
import cn.bankscrm.core.tag.TagQueries;
import cn.bankscrm.core.tag.TagRow;
import cn.bankscrm.core.tag.TagWishes;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Tag groups and tags: searched, made, renamed, put in order, deleted. */
@Navigation(Section.TAGS)
@RequestMapping("/tags")
@Controller
class TagController {

    private static final int GROUPS = 20;
    private static final int TAGS = 50;
    private static final String ID = "{id:\\d{1,18}}";
    private static final String GROUP = "redirect:/tags/groups/{id}";
    private static final String LIST = "redirect:/tags?kind={kind}";

    private final TagQueries tags;
    private final TagWishes wishes;
    private final OwnTags own;

    TagController(TagQueries tags, TagWishes wishes, OwnTags own) {
        this.tags = tags;
        this.wishes = wishes;
        this.own = own;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String after,
            SignedIn reader,
            Model model) {
        TagKind chosen = kind(kind);
        String text = q == null ? "" : q.strip();
        List<TagGroupRow> rows = tags.groups(chosen, text, id(after), GROUPS + 1);
        boolean further = rows.size() > GROUPS;
        List<TagGroupRow> shown = further ? rows.subList(0, GROUPS) : rows;
        model.addAttribute("kind", chosen);
        model.addAttribute("kinds", List.of(TagKind.values()));
        model.addAttribute("text", text);
        model.addAttribute("groups", shown);
        model.addAttribute("counts", tags.counts());
        model.addAttribute("most", TagWishes.MOST_TAGS);
        model.addAttribute("untold", tags.untold(reader.name(), 20));
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/tags")
                                .queryParam("kind", chosen.name().toLowerCase(Locale.ROOT))
                                .queryParamIfPresent("q", Optional.of(text).filter(t -> !t.isEmpty()))
                                .build(),
                        after,
                        further ? Long.toString(shown.getLast().id()) : null));
        return "tag/list";
    }

    @GetMapping("/groups/" + ID)
    String group(
            @PathVariable long id,
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String after,
            SignedIn reader,
            Model model) {
        String text = q == null ? "" : q.strip();
        List<TagRow> rows = tags.tags(id, text, id(after), TAGS + 1, reader.scope());
        boolean further = rows.size() > TAGS;
        List<TagRow> shown = further ? rows.subList(0, TAGS) : rows;
        model.addAttribute("group", existing(id));
        model.addAttribute("text", text);
        model.addAttribute("tags", shown);
        model.addAttribute("counted", TagQueries.COUNTED);
        model.addAttribute("wholeBank", reader.scope() instanceof DataScope.WholeBank);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/tags/groups/" + id)
                                .queryParamIfPresent("q", Optional.of(text).filter(t -> !t.isEmpty()))
                                .build(),
                        after,
                        further ? Long.toString(shown.getLast().id()) : null));
        return "tag/group";
    }

    @PostMapping("/groups")
    String newGroup(
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String name,
            @RequestParam @Nullable String names,
            SignedIn by,
            RedirectAttributes next) {
        TagKind chosen = kind(kind);
        TagNotices.tell(
                switch (chosen) {
                    case CORP -> wishes.newGroup(given(name), given(names), by.name());
                    case OWN -> own.newGroup(given(name), given(names));
                    case STRATEGY -> new TagChange.Unknown();
                },
                chosen,
                next);
        return toList(chosen, next);
    }

    @PostMapping("/groups/" + ID + "/tags")
    String newTags(@PathVariable long id, @RequestParam @Nullable String names, SignedIn by, RedirectAttributes next) {
        TagKind kind = existing(id).kind();
        TagNotices.tell(
                kind == TagKind.OWN ? own.newTags(id, given(names)) : wishes.newTags(id, given(names), by.name()),
                kind,
                next);
        return GROUP;
    }

    @PostMapping("/groups/" + ID + "/name")
    String renameGroup(
            @PathVariable long id,
            @RequestParam @Nullable String known,
            @RequestParam @Nullable String name,
            SignedIn by,
            RedirectAttributes next) {
        TagKind kind = existing(id).kind();
        TagNotices.tell(
                kind == TagKind.OWN
                        ? own.renameGroup(id, given(known), given(name))
                        : wishes.renameGroup(id, given(known), given(name), by.name()),
                kind,
                next);
        return GROUP;
    }

    @PostMapping("/groups/" + ID + "/front")
    String groupToFront(@PathVariable long id, SignedIn by, RedirectAttributes next) {
        TagNotices.tell(wishes.groupToFront(id, by.name()), TagKind.CORP, next);
        return GROUP;
    }

    @PostMapping("/groups/" + ID + "/delete")
    String deleteGroup(
            @PathVariable long id, @RequestParam @Nullable String known, SignedIn by, RedirectAttributes next) {
        TagKind kind = existing(id).kind();
        TagNotices.tell(
                kind == TagKind.OWN
                        ? own.deleteGroup(id, given(known))
                        : wishes.deleteGroup(id, given(known), by.name()),
                kind,
                next);
        return toList(kind, next);
    }

    @PostMapping("/" + ID + "/name")
    String renameTag(
            @PathVariable long id,
            @RequestParam @Nullable String known,
            @RequestParam @Nullable String name,
            SignedIn by,
            RedirectAttributes next) {
        TagGroupRow group = groupOf(id);
        TagNotices.tell(
                group.kind() == TagKind.OWN
                        ? own.renameTag(id, given(known), given(name))
                        : wishes.renameTag(id, given(known), given(name), by.name()),
                group.kind(),
                next);
        return toGroup(group, next);
    }

    @PostMapping("/" + ID + "/front")
    String tagToFront(@PathVariable long id, SignedIn by, RedirectAttributes next) {
        TagGroupRow group = groupOf(id);
        TagNotices.tell(wishes.tagToFront(id, by.name()), TagKind.CORP, next);
        return toGroup(group, next);
    }

    @PostMapping("/" + ID + "/delete")
    String deleteTag(
            @PathVariable long id, @RequestParam @Nullable String known, SignedIn by, RedirectAttributes next) {
        TagGroupRow group = groupOf(id);
        TagNotices.tell(
                group.kind() == TagKind.OWN
                        ? own.deleteTag(id, given(known))
                        : wishes.deleteTag(id, given(known), by.name()),
                group.kind(),
                next);
        return toGroup(group, next);
    }

    private TagGroupRow existing(long group) {
        return tags.group(group).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private TagGroupRow groupOf(long tag) {
        return tags.groupOf(tag).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String toGroup(TagGroupRow group, RedirectAttributes next) {
        next.addAttribute("id", group.id());
        return GROUP;
    }

    private static String toList(TagKind kind, RedirectAttributes next) {
        next.addAttribute("kind", kind.name().toLowerCase(Locale.ROOT));
        return LIST;
    }

    private static TagKind kind(@Nullable String text) {
        return switch (text == null ? "" : text) {
            case "strategy" -> TagKind.STRATEGY;
            case "own" -> TagKind.OWN;
            default -> TagKind.CORP;
        };
    }

    /** What was sent; a blank field comes as nothing at all. */
    static String given(@Nullable String text) {
        return text == null ? "" : text;
    }

    static Optional<Long> id(@Nullable String text) {
        return text != null && text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }
}
