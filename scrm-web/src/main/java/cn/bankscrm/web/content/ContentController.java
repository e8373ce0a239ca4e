package cn.bankscrm.web.content;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.engagement.content.Approval;
import cn.bankscrm.engagement.content.Checker;
import cn.bankscrm.engagement.content.ContentApprovals;
import cn.bankscrm.engagement.content.ContentDrafts;
import cn.bankscrm.engagement.content.ContentEndings;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentVersion;
import cn.bankscrm.engagement.content.Saving;
import cn.bankscrm.engagement.content.ScreenedText.Spot;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A piece of content: read, compared with its former versions, decided upon, withdrawn. */
@Navigation(Section.CONTENT)
@RequestMapping("/content/{id:\\d{1,18}}")
@Controller
class ContentController {

    private static final int LONGEST_REASON = 300;
    private static final String BACK = "redirect:/content/{id}";

    private final ContentLibrary library;
    private final ContentDrafts drafts;
    private final ContentApprovals approvals;
    private final ContentEndings endings;
    private final ContentPeople people;
    private final ContentPageModel pages;
    private final WordCheck words;

    ContentController(
            ContentLibrary library,
            ContentDrafts drafts,
            ContentApprovals approvals,
            ContentEndings endings,
            ContentPeople people,
            ContentPageModel pages,
            WordCheck words) {
        this.library = library;
        this.drafts = drafts;
        this.approvals = approvals;
        this.endings = endings;
        this.people = people;
        this.pages = pages;
        this.words = words;
    }

    /** @param version the number of the version to look at */
    @GetMapping
    String page(
            @PathVariable long id,
            @RequestParam @Nullable String version,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        Integer number = version != null && version.matches("\\d{1,6}") ? Integer.valueOf(version) : null;
        pages.show(new ContentId(id), number, reader, model);
        return "content/page";
    }

    @PostMapping("/versions")
    String newVersion(@PathVariable long id, @AuthenticationPrincipal SignedIn person) {
        Saving begun = drafts.beginVersion(people.writer(person), new ContentId(id));
        if (!(begun instanceof Saving.Saved)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return BACK;
    }

    @PostMapping("/take-back")
    String takeBack(@PathVariable long id, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        boolean taken =
                drafts.takeBack(people.writer(person), latest(id, person).id());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, taken ? Notice.done("content.takenBack") : Notice.problem("content.overtaken"));
        return BACK;
    }

    /** @param version as the officer saw it */
    @PostMapping("/approve")
    String approve(
            @PathVariable long id,
            @RequestParam long version,
            @RequestParam @Nullable String verdict,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Checker checker = people.checker(person);
        ContentVersion waiting = latest(id, person);
        Approval approval;
        try {
            approval = approvals.approve(
                    checker,
                    waiting.id(),
                    version,
                    Optional.ofNullable(verdict).flatMap(VerdictId::of).orElse(null),
                    reason);
        } catch (DoorClosed closed) {
            return refused("content.closed", id, person, response, model);
        }
        return switch (approval) {
            case Approval.Published done -> {
                next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("content.published"));
                yield BACK;
            }
            case Approval.Blocked(List<Spot> spots) -> {
                model.addAttribute("words", words.of(waiting.manuscript(), spots));
                yield refused("content.blockedNow", id, person, response, model);
            }
            case Approval.Warned(VerdictId warned, List<Spot> spots) -> {
                model.addAttribute("words", words.of(waiting.manuscript(), spots));
                model.addAttribute("warning", warned.text());
                yield refused("content.warnedNow", id, person, response, model);
            }
            case Approval.SamePerson same -> refused("content.samePerson", id, person, response, model);
            case Approval.AlreadyOver over -> refused("content.alreadyOver", id, person, response, model);
            case Approval.Overtaken overtaken -> refused("content.overtaken", id, person, response, model);
            case Approval.NotFound none -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @PostMapping("/send-back")
    String sendBack(
            @PathVariable long id,
            @RequestParam long version,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Checker checker = people.checker(person);
        Optional<String> why = reason(reason);
        if (why.isEmpty()) {
            return refused("content.reasonMissing", id, person, response, model);
        }
        boolean back = approvals.sendBack(checker, latest(id, person).id(), version, why.get());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, back ? Notice.done("content.sentBack") : Notice.problem("content.overtaken"));
        return BACK;
    }

    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Optional<String> why = reason(reason);
        if (why.isEmpty()) {
            return refused("content.reasonMissing", id, person, response, model);
        }
        ContentId content = new ContentId(id);
        boolean withdrawn = people.asWriter(person)
                .map(writer -> endings.withdraw(writer, content, why.get()))
                .orElseGet(() -> endings.withdraw(people.checker(person), content, why.get()));
        if (!withdrawn) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("content.withdrawn"));
        return BACK;
    }

    private ContentVersion latest(long id, SignedIn person) {
        return library.find(new ContentId(id), person.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .latest();
    }

    private String refused(String message, long id, SignedIn person, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute(Notice.ATTRIBUTE, Notice.problem(message));
        pages.show(new ContentId(id), null, person, model);
        return "content/page";
    }

    private static Optional<String> reason(@Nullable String typed) {
        return Optional.ofNullable(typed)
                .map(String::strip)
                .filter(reason -> !reason.isEmpty() && reason.length() <= LONGEST_REASON);
    }
}
