package cn.bankscrm.web.chat;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.evidence.PackSelection;
import cn.bankscrm.compliance.reading.ChatExport;
import cn.bankscrm.compliance.reading.ChatExports;
import cn.bankscrm.compliance.reading.ChatExports.Outcome;
import cn.bankscrm.compliance.reading.ReadFile;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
import org.springframework.web.util.UriComponentsBuilder;

/** Evidence packs of chats: asked for by one officer, approved by another, fetched by the first. */
@Navigation(Section.ARCHIVE)
@RequestMapping("/compliance/archive")
@Controller
class ChatExportController {

    private static final int ROWS = 50;
    private static final String TO_LIST = "redirect:/compliance/archive/exports";

    private final ChatExports exports;

    ChatExportController(ChatExports exports) {
        this.exports = exports;
    }

    @PostMapping("/conversations/{id:\\d{1,18}}/exports")
    String ask(
            @PathVariable long id,
            @ModelAttribute ChatExportForm form,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            RedirectAttributes next) {
        if (GivenReasons.of(session).reading(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Optional<PackSelection> selection = form.selection(id);
        Outcome outcome = selection.isEmpty()
                ? Outcome.NOTHING_SELECTED
                : found(exports.ask(
                        Auditors.of(reader),
                        new ConversationId(id),
                        selection.get(),
                        form.reasonText(),
                        form.recipientText()));
        if (outcome != Outcome.DONE) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("chat.export.outcome." + outcome));
            return "redirect:/compliance/archive/conversations/" + id;
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("chat.export.asked"));
        return TO_LIST;
    }

    @GetMapping("/exports")
    String list(
            @RequestParam @Nullable Long after,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response,
            Model model) {
        List<ChatExport> found = exports.list(Auditors.of(reader), Optional.ofNullable(after), ROWS + 1);
        List<ChatExport> list = found.size() > ROWS ? found.subList(0, ROWS) : found;
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("exports", list);
        model.addAttribute("me", reader.name());
        model.addAttribute("waiting", exports.waiting(Auditors.of(reader)));
        model.addAttribute("after", after);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/compliance/archive/exports")
                                .build(),
                        after == null ? null : after.toString(),
                        found.size() > ROWS ? Long.toString(list.getLast().id()) : null));
        model.addAttribute("underWay", list.stream().anyMatch(export -> export.state() == ChatExport.State.APPROVED));
        return "chat/exports";
    }

    @PostMapping("/exports/{id:\\d{1,18}}/approve")
    String approve(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, RedirectAttributes next) {
        return to(found(exports.approve(Auditors.of(reader), id)), "chat.export.approved", next);
    }

    @PostMapping("/exports/{id:\\d{1,18}}/refuse")
    String refuse(
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        if (reason == null || !GivenReasons.fits(reason)) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("chat.export.noReason"));
            return TO_LIST;
        }
        return to(found(exports.refuse(Auditors.of(reader), id, reason.strip())), "chat.export.refused", next);
    }

    @GetMapping("/exports/{id:\\d{1,18}}/file")
    void fetch(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, HttpServletResponse response)
            throws IOException {
        var auditor = Auditors.of(reader);
        ReadFile.Contents contents = found(exports.fetch(auditor, id));
        ChatExport export = found(exports.find(auditor, id));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-store");
        response.setContentType("application/zip");
        export.bytes().ifPresent(response::setContentLengthLong);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(Objects.requireNonNullElse(export.name(), "pack.zip"))
                        .build()
                        .toString());
        try (InputStream in = contents.open()) {
            in.transferTo(response.getOutputStream());
        }
    }

    private static String to(Outcome outcome, String done, RedirectAttributes next) {
        next.addFlashAttribute(
                Notice.ATTRIBUTE,
                outcome == Outcome.DONE ? Notice.done(done) : Notice.problem("chat.export.outcome." + outcome));
        return TO_LIST;
    }

    private static <T> T found(Optional<T> there) {
        return there.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
