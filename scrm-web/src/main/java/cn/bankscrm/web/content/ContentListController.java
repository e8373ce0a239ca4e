package cn.bankscrm.web.content;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentFilter;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentLine;
import cn.bankscrm.engagement.content.ContentState;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The library: what may be used, what waits, what runs out. */
@Navigation(Section.CONTENT)
@RequestMapping("/content")
@Controller
class ContentListController {

    private static final int ROWS = 50;
    private static final int LONGEST_TEXT = 64;

    private final ContentLibrary library;
    private final ContentPeople people;

    ContentListController(ContentLibrary library, ContentPeople people) {
        this.library = library;
        this.people = people;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String q,
            @RequestParam @Nullable String kind,
            @RequestParam @Nullable String state,
            @RequestParam @Nullable String interest,
            @RequestParam @Nullable String soon,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        String text = q == null ? "" : q.strip();
        ContentFilter filter = new ContentFilter(
                text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text,
                Optional.ofNullable(kind).flatMap(ContentForm::kind),
                state(state),
                number(interest),
                soon != null,
                number(after).map(ContentId::new));
        DataScope scope = reader.scope();
        List<ContentLine> rows = library.list(filter, ROWS + 1, scope);
        boolean further = rows.size() > ROWS;
        List<ContentLine> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("filter", filter);
        model.addAttribute("filtered", isFiltered(filter));
        model.addAttribute("lines", shown);
        model.addAttribute("counts", library.count(scope));
        model.addAttribute("kinds", ContentKind.values());
        model.addAttribute("states", ContentState.values());
        model.addAttribute("interests", library.interests());
        model.addAttribute("writes", people.asWriter(reader).isPresent());
        model.addAttribute("checks", people.asChecker(reader).isPresent());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/content")
                                .queryParamIfPresent(
                                        "q", Optional.of(filter.title()).filter(t -> !t.isEmpty()))
                                .queryParamIfPresent("kind", filter.kind())
                                .queryParamIfPresent("state", filter.state())
                                .queryParamIfPresent("interest", filter.interest())
                                .queryParamIfPresent(
                                        "soon", Optional.ofNullable(soon).map(any -> "on"))
                                .build(),
                        after,
                        further ? Long.toString(shown.getLast().id().value()) : null));
        return "content/list";
    }

    private static boolean isFiltered(ContentFilter filter) {
        return !filter.title().isEmpty()
                || filter.kind().isPresent()
                || filter.state().isPresent()
                || filter.interest().isPresent()
                || filter.endingSoon();
    }

    private static Optional<ContentState> state(@Nullable String typed) {
        try {
            return typed == null || typed.isEmpty() ? Optional.empty() : Optional.of(ContentState.valueOf(typed));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(@Nullable String typed) {
        return Optional.ofNullable(typed)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }
}
