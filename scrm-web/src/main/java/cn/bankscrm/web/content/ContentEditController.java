package cn.bankscrm.web.content;

import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.engagement.content.ContentDrafts;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.ContentLibrary;
import cn.bankscrm.engagement.content.ContentRecord;
import cn.bankscrm.engagement.content.ContentVersion;
import cn.bankscrm.engagement.content.Manuscript;
import cn.bankscrm.engagement.content.Saving;
import cn.bankscrm.engagement.content.ScreenedText.Spot;
import cn.bankscrm.engagement.content.Submission;
import cn.bankscrm.engagement.content.Writer;
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
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The editor. Whatever is refused, what was typed stands there again. */
@Navigation(Section.CONTENT)
@RequestMapping("/content")
@Controller
class ContentEditController {

    private static final String PAGE = "content/page";
    private static final String NEW = "content/new";

    private final ContentDrafts drafts;
    private final ContentLibrary library;
    private final ContentPeople people;
    private final ContentModel show;
    private final WordCheck words;
    private final ContentPageModel pages;

    ContentEditController(
            ContentDrafts drafts,
            ContentLibrary library,
            ContentPeople people,
            ContentModel show,
            WordCheck words,
            ContentPageModel pages) {
        this.drafts = drafts;
        this.library = library;
        this.people = people;
        this.show = show;
        this.words = words;
        this.pages = pages;
    }

    /** What the two buttons of the editor do, and the one that shows when there is no script. */
    private enum Act {
        SAVE,
        SUBMIT,
        CHECK;

        static Act of(@Nullable String button) {
            return "submit".equals(button) ? SUBMIT : "check".equals(button) ? CHECK : SAVE;
        }
    }

    @GetMapping("/new")
    String begin(@RequestParam @Nullable String kind, @AuthenticationPrincipal SignedIn person, Model model) {
        ContentKind chosen =
                Optional.ofNullable(kind).flatMap(ContentForm::kind).orElse(ContentKind.ARTICLE);
        show.editor(ContentForm.empty(chosen, show.today()), people.writer(person), null, model);
        return NEW;
    }

    @PostMapping
    String begin(
            @RequestParam MultiValueMap<String, String> typed,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Writer writer = people.writer(person);
        ContentForm form = ContentForm.of(typed);
        Act act = Act.of(typed.getFirst("act"));
        Optional<Manuscript> manuscript = form.manuscript(show.today());
        ContentKind kind = form.kind();
        if (act == Act.CHECK || manuscript.isEmpty() || kind == null) {
            if (act != Act.CHECK) {
                refuse(kind == null ? "content.fault.KIND_MISSING" : "content.fault.DATE_WRONG", response, model);
            }
            show.editor(form, writer, null, model);
            return NEW;
        }
        Saving saving = drafts.begin(writer, kind, manuscript.get());
        if (!(saving instanceof Saving.Saved saved)) {
            faults(saving, response, model);
            show.editor(form, writer, null, model);
            return NEW;
        }
        if (act == Act.SAVE) {
            return saved(saved.content(), next);
        }
        return submitted(
                drafts(writer, saved, null, null), saved.content(), person, manuscript.get(), response, next, model);
    }

    @PostMapping("/{id:\\d{1,18}}")
    String save(
            @PathVariable long id,
            @RequestParam MultiValueMap<String, String> typed,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Writer writer = people.writer(person);
        ContentId content = new ContentId(id);
        ContentVersion latest = own(content, writer, person).latest();
        ContentForm form = ContentForm.of(typed);
        Act act = Act.of(typed.getFirst("act"));
        Optional<Manuscript> manuscript = form.manuscript(show.today());
        if (act == Act.CHECK || manuscript.isEmpty()) {
            if (act != Act.CHECK) {
                refuse("content.fault.DATE_WRONG", response, model);
            }
            return edited(content, form, number(typed.getFirst("version")), person, model);
        }
        Saving saving = drafts.save(writer, latest.id(), number(typed.getFirst("version")), manuscript.get());
        if (!(saving instanceof Saving.Saved saved)) {
            faults(saving, response, model);
            // saved once more it is meant to take the other's place
            return edited(content, form, latest.version(), person, model);
        }
        if (act == Act.SAVE) {
            return saved(content, next);
        }
        VerdictId warning = Optional.ofNullable(typed.getFirst("verdict"))
                .flatMap(VerdictId::of)
                .orElse(null);
        return submitted(
                drafts(writer, saved, warning, typed.getFirst("reason")),
                content,
                person,
                manuscript.get(),
                response,
                next,
                model);
    }

    /** Marks, likeness and preview of what is typed, while it is. */
    @PostMapping("/check")
    String check(
            @RequestParam MultiValueMap<String, String> typed, @AuthenticationPrincipal SignedIn person, Model model) {
        long id = number(typed.getFirst("content"));
        Manuscript manuscript = ContentForm.of(typed).words(show.today());
        show.check(manuscript, people.writer(person), id < 0 ? null : new ContentId(id), model);
        model.addAttribute("form", ContentForm.of(typed));
        return "content/editor :: check";
    }

    /** Empty when the door is closed. */
    private Optional<Submission> drafts(
            Writer writer, Saving.Saved saved, @Nullable VerdictId warning, @Nullable String reason) {
        try {
            return Optional.of(drafts.submit(writer, saved.id(), saved.version(), warning, reason));
        } catch (DoorClosed closed) {
            return Optional.empty();
        }
    }

    private String submitted(
            Optional<Submission> submission,
            ContentId content,
            SignedIn person,
            Manuscript manuscript,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        if (submission.isEmpty()) {
            return refused("content.closed", content, person, response, model);
        }
        return switch (submission.get()) {
            case Submission.Submitted done -> {
                next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("content.submitted"));
                yield redirect(content);
            }
            case Submission.Blocked(List<Spot> spots) -> {
                model.addAttribute("words", words.of(manuscript, spots));
                yield refused("content.blocked", content, person, response, model);
            }
            case Submission.Warned(VerdictId verdict, List<Spot> spots) -> {
                model.addAttribute("words", words.of(manuscript, spots));
                model.addAttribute("warning", verdict.text());
                yield refused("content.warned", content, person, response, model);
            }
            case Submission.Faulty(List<Manuscript.Fault> faults) -> {
                model.addAttribute("faults", faults);
                yield refused("content.faulty", content, person, response, model);
            }
            case Submission.Overtaken overtaken -> refused("content.overtaken", content, person, response, model);
            case Submission.NotFound none -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    private String refused(
            String message, ContentId content, SignedIn person, HttpServletResponse response, Model model) {
        refuse(message, response, model);
        pages.show(content, null, person, model);
        return PAGE;
    }

    private String edited(ContentId content, ContentForm form, long version, SignedIn person, Model model) {
        model.addAttribute("typed", form);
        model.addAttribute("typedVersion", version);
        pages.show(content, null, person, model);
        return PAGE;
    }

    private static void refuse(String message, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute(Notice.ATTRIBUTE, Notice.problem(message));
    }

    private static void faults(Saving saving, HttpServletResponse response, Model model) {
        switch (saving) {
            case Saving.Faulty(List<Manuscript.Fault> faults) -> {
                model.addAttribute("faults", faults);
                refuse("content.faulty", response, model);
            }
            case Saving.Overtaken overtaken -> refuse("content.overtaken", response, model);
            case Saving.NotFound none -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case Saving.Saved saved -> throw new IllegalStateException("It was saved");
        }
    }

    private ContentRecord own(ContentId content, Writer writer, SignedIn person) {
        return library.find(content, person.scope())
                .filter(found -> found.institution().equals(writer.institution()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static long number(@Nullable String typed) {
        return typed != null && typed.matches("\\d{1,18}") ? Long.parseLong(typed) : -1;
    }

    private static String saved(ContentId content, RedirectAttributes next) {
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("content.saved"));
        return redirect(content);
    }

    private static String redirect(ContentId content) {
        return "redirect:/content/" + content.value();
    }
}
