package cn.bankscrm.web.operations;

import cn.bankscrm.core.inbound.CallbackInbox;
import cn.bankscrm.core.inbound.DeadLetter;
import cn.bankscrm.core.inbound.InboxEventId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** How WeCom's events fare, and the dead letters: to read, to try again, or to close with a reason. */
@Navigation(Section.OPERATIONS)
@RequestMapping("/operations/inbox")
@Controller
class InboxController {

    private static final int ROWS = 50;

    private final CallbackInbox inbox;

    InboxController(CallbackInbox inbox) {
        this.inbox = inbox;
    }

    @GetMapping
    String list(@RequestParam @Nullable Long after, Model model) {
        List<DeadLetter> rows = inbox.deadLetters(Optional.ofNullable(after).map(InboxEventId::new), ROWS + 1);
        boolean further = rows.size() > ROWS;
        List<DeadLetter> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("state", inbox.state());
        model.addAttribute("letters", shown);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/operations/inbox").build(),
                        after == null ? null : after.toString(),
                        further ? Long.toString(shown.getLast().id().value()) : null));
        return "operations/inbox";
    }

    /** The figures alone, for the page to keep itself up to date. */
    @GetMapping("/state")
    String state(Model model) {
        model.addAttribute("state", inbox.state());
        return "operations/inbox :: state";
    }

    @GetMapping("/{id}")
    String read(@PathVariable long id, Model model) {
        model.addAttribute("closing", new ClosingForm(""));
        return letter(id, model);
    }

    @PostMapping("/{id}/replay")
    String replay(@PathVariable long id, SignedIn by, RedirectAttributes next) {
        boolean known = inbox.replay(new InboxEventId(id), by.name());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, known ? Notice.done("inbox.replayed") : Notice.problem("inbox.goneMeanwhile"));
        return "redirect:/operations/inbox";
    }

    @PostMapping("/{id}/close")
    String close(
            @PathVariable long id,
            @Valid @ModelAttribute("closing") ClosingForm closing,
            BindingResult errors,
            SignedIn by,
            Model model,
            RedirectAttributes next) {
        if (errors.hasErrors()) {
            return letter(id, model);
        }
        boolean known = inbox.close(new InboxEventId(id), closing.reason(), by.name());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, known ? Notice.done("inbox.closed") : Notice.problem("inbox.goneMeanwhile"));
        return "redirect:/operations/inbox";
    }

    private String letter(long id, Model model) {
        model.addAttribute(
                "dead",
                inbox.deadLetter(new InboxEventId(id))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "operations/letter";
    }
}
