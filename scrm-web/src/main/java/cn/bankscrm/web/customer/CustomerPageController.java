package cn.bankscrm.web.customer;

import cn.bankscrm.core.customer.RevealOutcome;
import cn.bankscrm.core.customer.RevealingPersonalData;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.note.Notes;
import cn.bankscrm.core.referral.Referrals;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

/** One customer, whole: who they are, whom they know at the bank, what they hold, and everything that happened. */
@Navigation(Section.CUSTOMERS)
@RequestMapping("/customers/{no}")
@Controller
class CustomerPageController {

    private static final int LONGEST_REASON = 200;

    private final CustomerPages pages;
    private final RevealingPersonalData revealing;
    private final Notes notes;
    private final Referrals referrals;
    private final Clock clock;

    CustomerPageController(
            CustomerPages pages, RevealingPersonalData revealing, Notes notes, Referrals referrals, Clock clock) {
        this.pages = pages;
        this.revealing = revealing;
        this.notes = notes;
        this.referrals = referrals;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @PathVariable String no,
            @ModelAttribute("timeLineForm") TimeLineForm filter,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        SeenCustomer seen = pages.seen(no, reader);
        pages.opened(seen);
        pages.show(seen, reader, filter, model);
        return "customer/detail";
    }

    /** Where the time line goes on: for the page to append, or, without JavaScript, as a page of its own. */
    @GetMapping("/timeline")
    String timeLine(
            @PathVariable String no,
            @ModelAttribute("timeLineForm") TimeLineForm filter,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        SeenCustomer seen = pages.seen(no, reader);
        if (after == null) {
            pages.opened(seen);
        }
        pages.lines(seen, filter, after, model);
        model.addAttribute("no", seen.no().value());
        return "customer/timeline";
    }

    /** Answers with the page itself: what it shows now is in no address, no session and no cache. */
    @PostMapping("/reveal")
    String reveal(
            @PathVariable String no,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response,
            Model model) {
        SeenCustomer seen = pages.seen(no, reader);
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            model.addAttribute("reasonMissing", true);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        } else {
            switch (revealing.reveal(seen, reason)) {
                case RevealOutcome.Revealed(var data) -> model.addAttribute("revealed", data);
                case RevealOutcome.TooOften(var most) -> {
                    model.addAttribute(Notice.ATTRIBUTE, Notice.problem("reveal.tooOften", most));
                    response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
                }
            }
        }
        pages.show(seen, reader, new TimeLineForm(null, null, null, null), model);
        return "customer/detail";
    }

    @PostMapping("/notes")
    String note(
            @PathVariable String no,
            @ModelAttribute("noteForm") NoteForm form,
            BindingResult errors,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        SeenCustomer seen = pages.seen(no, reader);
        if (errors.hasErrors()) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        form.check(LocalDate.now(clock), reader.staff().isPresent(), errors);
        if (errors.hasErrors()) {
            pages.show(seen, reader, new TimeLineForm(null, null, null, null), model);
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return "customer/detail";
        }
        notes.write(seen, form.note(), reader.name(), reader.staff());
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("note.done"));
        next.addAttribute("no", seen.no().value());
        return "redirect:/customers/{no}";
    }

    @PostMapping("/referral-code")
    String referralCode(@PathVariable String no, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        SeenCustomer seen = pages.seen(no, reader);
        StaffId staff = reader.staff().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        referrals.code(seen, staff);
        next.addAttribute("no", seen.no().value());
        return "redirect:/customers/{no}#referrals";
    }
}
