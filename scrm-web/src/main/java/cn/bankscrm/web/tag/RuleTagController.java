package cn.bankscrm.web.tag;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.core.segment.RuleTags;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.tag.TagChange;
import cn.bankscrm.core.tag.TagKind;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
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

/**
 * Lets a tag follow a segment: the segment is chosen, the numbers are shown, and only then it is done. It concerns the
 * customers of the whole bank, and so only those who may see them all.
 */
@Navigation(Section.TAGS)
@RequestMapping("/tags/{id:\\d{1,18}}/rule")
@Controller
class RuleTagController {

    private static final String PAGE = "redirect:/tags/{id}/rule";

    private final RuleTags tags;
    private final SegmentRegister segments;

    RuleTagController(RuleTags tags, SegmentRegister segments) {
        this.tags = tags;
        this.segments = segments;
    }

    /** @param segment the one that is thought of, with its numbers; none yet where it is missing */
    @GetMapping
    String page(@PathVariable long id, @RequestParam @Nullable String segment, SignedIn reader, Model model) {
        RuleTags.Tag tag = tag(id, reader);
        List<RuleSegment> choices = tags.choices();
        Optional<RuleSegment> chosen = choices.stream()
                .filter(one -> Short.toString(one.id().value()).equals(segment))
                .findFirst();
        model.addAttribute("tag", tag);
        model.addAttribute("choices", choices);
        model.addAttribute("followed", tag.segment().flatMap(segments::find).orElse(null));
        model.addAttribute("chosen", chosen.orElse(null));
        chosen.ifPresent(one -> model.addAttribute("preview", tags.preview(tag, one.id())));
        return "tag/rule";
    }

    @PostMapping
    String follow(@PathVariable long id, @RequestParam short segment, SignedIn by, RedirectAttributes next) {
        tag(id, by);
        return told(tags.follow(id, new SegmentId(segment)), "tags.rule.followed", next);
    }

    @PostMapping("/end")
    String release(@PathVariable long id, SignedIn by, RedirectAttributes next) {
        tag(id, by);
        return told(tags.release(id), "tags.rule.released", next);
    }

    private static String told(TagChange change, String done, RedirectAttributes next) {
        if (change instanceof TagChange.Accepted) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done(done));
        } else {
            TagNotices.tell(change, TagKind.OWN, next);
        }
        return PAGE;
    }

    private RuleTags.Tag tag(long id, SignedIn reader) {
        return Optional.of(reader.scope())
                .filter(DataScope.WholeBank.class::isInstance)
                .flatMap(whole -> tags.find(id))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
