package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.reading.Asked;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.FoundChats;
import cn.bankscrm.compliance.reading.Inquiry;
import cn.bankscrm.compliance.reading.OpenedChat;
import cn.bankscrm.compliance.reading.ReadChats;
import cn.bankscrm.compliance.search.ChatPlace;
import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.compliance.search.SearchUnavailable;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Searches archived chats and shows conversations. Addresses hold numbers alone: what was typed lies encrypted in the
 * database, under the number of the inquiry. Nothing that was read is kept by the browser.
 */
@Navigation(Section.ARCHIVE)
@RequestMapping("/compliance/archive")
@Controller
class ChatArchiveController {

    private static final int HITS = 20;
    private static final int AROUND = 20;
    private static final int FURTHER = 40;

    private final ReadChats chats;
    private final ChatPages pages;

    ChatArchiveController(ReadChats chats, ChatPages pages) {
        this.chats = chats;
        this.pages = pages;
    }

    @GetMapping
    String page(
            @RequestParam @Nullable Long inquiry,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response,
            Model model) {
        Auditor auditor = Auditors.of(reader);
        Optional<Asked> asked = asked(auditor, inquiry);
        pages.frame(
                asked.map(ChatSearchForm::of)
                        .orElseGet(() ->
                                ChatSearchForm.empty(GivenReasons.of(session).last())),
                asked,
                reader,
                model,
                response);
        if (asked.isPresent()) {
            try {
                FoundChats found = chats.found(auditor, asked.get(), ChatPlace.read(after), HITS);
                pages.hits(found, asked.get(), after, model);
            } catch (SearchUnavailable closed) {
                model.addAttribute("unavailable", true);
            }
        }
        return "chat/archive";
    }

    @PostMapping("/search")
    String search(
            @ModelAttribute("chatForm") ChatSearchForm form,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Auditor auditor = Auditors.of(reader);
        List<String> problems = problems(form);
        if (!problems.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            pages.frame(form, Optional.empty(), reader, model, response);
            model.addAttribute("problems", problems);
            return "chat/archive";
        }
        GivenReasons.of(session).searching(session, form.reasonText());
        next.addAttribute("inquiry", chats.ask(auditor, form.inquiry(), form.reasonText()));
        return "redirect:/compliance/archive";
    }

    private List<String> problems(ChatSearchForm form) {
        Inquiry inquiry = form.inquiry();
        List<String> problems = new ArrayList<>();
        if (!GivenReasons.fits(form.reasonText())) {
            problems.add("reason");
        }
        if (!inquiry.staff().isEmpty() && !chats.knowsStaff(inquiry.staff())) {
            problems.add("staff");
        }
        if (!inquiry.customer().isEmpty() && !chats.knowsCustomer(inquiry.customer())) {
            problems.add("customer");
        }
        if (inquiry.from() != null && inquiry.until() != null && inquiry.until().isBefore(inquiry.from())) {
            problems.add("until");
        }
        return problems;
    }

    @GetMapping("/conversations/{id:\\d{1,18}}")
    String conversation(
            @PathVariable long id,
            @RequestParam @Nullable Long seq,
            @RequestParam @Nullable Long inquiry,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response,
            Model model) {
        Auditor auditor = Auditors.of(reader);
        Optional<Asked> asked = asked(auditor, inquiry);
        GivenReasons reasons = GivenReasons.of(session);
        pages.frame(
                asked.map(ChatSearchForm::of).orElseGet(() -> ChatSearchForm.empty(reasons.last())),
                asked,
                reader,
                model,
                response);
        model.addAttribute("conversation", id);
        model.addAttribute("seq", seq);
        Optional<String> reason = reasons.reading(id);
        if (reason.isEmpty()) {
            model.addAttribute("lastReason", reasons.last());
            return "chat/archive";
        }
        ConversationId conversation = new ConversationId(id);
        OpenedChat opened = (seq == null
                        ? chats.newest(auditor, conversation, FURTHER, reason.get())
                        : chats.open(auditor, conversation, seq, AROUND, reason.get()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        pages.chat(opened, seq, asked, reason.get(), model);
        return "chat/archive";
    }

    @PostMapping("/conversations/{id:\\d{1,18}}/reason")
    String reason(
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @RequestParam @Nullable Long seq,
            @RequestParam @Nullable Long inquiry,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        if (reason == null || !GivenReasons.fits(reason)) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            pages.frame(ChatSearchForm.empty(""), Optional.empty(), reader, model, response);
            model.addAttribute("conversation", id);
            model.addAttribute("seq", seq);
            model.addAttribute("lastReason", "");
            model.addAttribute("reasonMissing", true);
            return "chat/archive";
        }
        GivenReasons.of(session).reading(session, id, reason);
        next.addAttribute("id", id);
        if (seq != null) {
            next.addAttribute("seq", seq);
        }
        if (inquiry != null) {
            next.addAttribute("inquiry", inquiry);
        }
        return "redirect:/compliance/archive/conversations/{id}";
    }

    /** Where a conversation goes on, for the page to append; without JavaScript a page of its own. */
    @GetMapping("/conversations/{id:\\d{1,18}}/lines")
    String lines(
            @PathVariable long id,
            @RequestParam @Nullable Long before,
            @RequestParam @Nullable Long after,
            @RequestParam @Nullable Long inquiry,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response,
            Model model) {
        Auditor auditor = Auditors.of(reader);
        String reason = given(session, id);
        ConversationId conversation = new ConversationId(id);
        Optional<OpenedChat> opened = before != null
                ? chats.earlier(auditor, conversation, before, FURTHER, reason)
                : chats.later(auditor, conversation, required(after), FURTHER, reason);
        Optional<Asked> asked = asked(auditor, inquiry);
        pages.frame(ChatSearchForm.empty(reason), asked, reader, model, response);
        model.addAttribute("conversation", id);
        pages.chat(
                opened.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)),
                null,
                asked,
                reason,
                model);
        return "chat/archive";
    }

    @GetMapping("/conversations/{id:\\d{1,18}}/messages/{seq:\\d{1,18}}")
    String facts(
            @PathVariable long id,
            @PathVariable long seq,
            @RequestParam @Nullable Long inquiry,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            HttpServletResponse response,
            Model model) {
        Auditor auditor = Auditors.of(reader);
        String reason = given(session, id);
        ConversationId conversation = new ConversationId(id);
        Optional<Asked> asked = asked(auditor, inquiry);
        pages.frame(ChatSearchForm.empty(reason), asked, reader, model, response);
        model.addAttribute("conversation", id);
        model.addAttribute(
                "message",
                chats.message(auditor, conversation, seq, reason)
                        .map(said -> ChatLine.of(said, true, words(asked)))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        model.addAttribute("looks", chats.looks(auditor, conversation));
        model.addAttribute("why", reason);
        return "chat/archive";
    }

    private Optional<Asked> asked(Auditor auditor, @Nullable Long inquiry) {
        return Optional.ofNullable(inquiry).flatMap(number -> chats.asked(auditor, number));
    }

    static List<String> words(Optional<Asked> asked) {
        return asked.map(one -> ChatQuestion.all().words(one.inquiry().words()).words())
                .orElse(List.of());
    }

    /** Nobody reads on, or looks closer, in a conversation that they gave no reason for. */
    private static String given(HttpSession session, long conversation) {
        return GivenReasons.of(session)
                .reading(conversation)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    private static long required(@Nullable Long after) {
        if (after == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return after;
    }
}
