package cn.bankscrm.web.touch;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.engagement.content.ContentFilter;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentLine;
import cn.bankscrm.engagement.content.ContentState;
import cn.bankscrm.engagement.touch.Channel;
import cn.bankscrm.engagement.touch.ManualTouches;
import cn.bankscrm.engagement.touch.ManualTouches.Wish;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sends a content to many at once: chosen, seen whom it reaches, and then wished for. */
@Navigation(Section.SENDS)
@RequestMapping("/sends/new")
@Controller
class SendNowController {

    private static final int CHOICES = 200;

    private final ScopeChoices scopes;
    private final ContentLibrary library;
    private final ManualTouches touches;

    SendNowController(ScopeChoices scopes, ContentLibrary library, ManualTouches touches) {
        this.scopes = scopes;
        this.library = library;
        this.touches = touches;
    }

    @GetMapping
    String form(
            @RequestParam @Nullable String content,
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String segment,
            @RequestParam @Nullable String channel,
            @AuthenticationPrincipal SignedIn author,
            Model model) {
        List<ContentLine> choices = published(author.scope());
        InstitutionNode node = node(author, institution);
        ContentId wanted = ContentKeys.read(content);
        Optional<ContentLine> chosen =
                choices.stream().filter(line -> line.id().equals(wanted)).findFirst();
        Channel way = channel(channel);
        Short of = segment(segment);
        model.addAttribute("choices", choices);
        model.addAttribute("segments", library.segments());
        model.addAttribute("node", node);
        model.addAttribute("chosen", chosen.orElse(null));
        model.addAttribute("wanted", wanted == null ? null : wanted.value());
        model.addAttribute("segment", of);
        model.addAttribute("channel", way);
        if (chosen.isPresent()) {
            model.addAttribute("reach", touches.preview(new Wish(chosen.get().id(), way, node.id(), of)));
            model.addAttribute("token", touches.token());
        }
        return "touch/new";
    }

    @PostMapping
    String wish(
            @RequestParam @Nullable String content,
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String segment,
            @RequestParam @Nullable String channel,
            @RequestParam(defaultValue = "") String token,
            @AuthenticationPrincipal SignedIn author,
            RedirectAttributes next) {
        ContentId wanted = ContentKeys.read(content);
        if (wanted == null
                || published(author.scope()).stream()
                        .noneMatch(line -> line.id().equals(wanted))) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("sends.new.noContent"));
            return "redirect:/sends/new";
        }
        Wish wish = new Wish(wanted, channel(channel), node(author, institution).id(), segment(segment));
        Optional<Integer> made = touches.wish(wish, token);
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                made.map(count -> Notice.done("sends.new.wished", count))
                        .orElseGet(() -> Notice.problem("sends.new.tooOld")));
        return made.isPresent() ? "redirect:/sends" : "redirect:/sends/new";
    }

    private List<ContentLine> published(DataScope scope) {
        ContentFilter all = ContentFilter.everything();
        return library.list(
                new ContentFilter(
                        all.title(),
                        all.kind(),
                        Optional.of(ContentState.PUBLISHED),
                        all.interest(),
                        all.endingSoon(),
                        all.before()),
                CHOICES,
                scope);
    }

    /** @throws ResponseStatusException 404 outside the author's scope, and where they see no institution at all */
    private InstitutionNode node(SignedIn author, @Nullable String institution) {
        return scopes.choose(author, institution == null || institution.isBlank() ? null : institution.strip())
                .institution()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static Channel channel(@Nullable String name) {
        return Channel.MOMENT.name().equals(name) ? Channel.MOMENT : Channel.MASS_SEND;
    }

    private static @Nullable Short segment(@Nullable String id) {
        return id != null && id.matches("[0-9]{1,4}") ? Short.valueOf(id) : null;
    }
}
