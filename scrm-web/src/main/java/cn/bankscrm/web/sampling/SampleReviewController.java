package cn.bankscrm.web.sampling;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.OpenedChat;
import cn.bankscrm.compliance.reading.ReadChats;
import cn.bankscrm.compliance.sampling.Judgement;
import cn.bankscrm.compliance.sampling.ReviewTask;
import cn.bankscrm.compliance.sampling.SampleReviews;
import cn.bankscrm.web.chat.Auditors;
import cn.bankscrm.web.chat.ChatLine;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

/** A reviewer's queue, and the conversation beside the form. Every look is on record for the reason 「抽检」. */
@Navigation(Section.SAMPLING)
@RequestMapping("/compliance/sampling/reviews")
@Controller
class SampleReviewController {

    static final String REASON = "抽检";

    private static final int TASKS = 100;
    private static final int AROUND = 60;
    private static final int FURTHER = 60;

    /** What banks usually find; another may be typed. */
    private static final List<String> CATEGORIES = List.of("误导销售", "承诺收益", "风险提示不足", "私下交易", "泄露信息", "服务态度", "响应迟缓");

    private final SampleReviews reviews;
    private final ReadChats chats;

    SampleReviewController(SampleReviews reviews, ReadChats chats) {
        this.reviews = reviews;
        this.chats = chats;
    }

    @GetMapping
    String queue(@AuthenticationPrincipal SignedIn reader, Model model) {
        model.addAttribute("tasks", reviews.waiting(Auditors.of(reader), TASKS));
        return "sampling/queue";
    }

    /** @param before the earliest message that is shown; reads on from there */
    @GetMapping("/{id:\\d{1,18}}")
    String task(
            @PathVariable long id,
            @RequestParam @Nullable Long before,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response,
            Model model) {
        model.addAttribute("form", JudgementForm.empty());
        return show(id, before, reader, response, model);
    }

    private String show(long id, @Nullable Long before, SignedIn reader, HttpServletResponse response, Model model) {
        Auditor auditor = Auditors.of(reader);
        ReviewTask task =
                reviews.find(auditor, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<OpenedChat> opened = before == null
                ? chats.open(auditor, task.conversation(), task.lastSeq(), AROUND, REASON)
                : chats.earlier(auditor, task.conversation(), before, FURTHER, REASON);
        model.addAttribute("task", task);
        model.addAttribute("gone", opened.isEmpty());
        model.addAttribute(
                "lines",
                opened.map(OpenedChat::messages).orElse(List.of()).stream()
                        .map(said -> ChatLine.of(said, said.message().seq() == task.lastSeq(), List.of()))
                        .toList());
        model.addAttribute(
                "earlier",
                opened.filter(OpenedChat::earlier)
                        .map(chat -> chat.messages().getFirst().message().seq())
                        .orElse(null));
        model.addAttribute("reader", reader.displayName());
        model.addAttribute("levels", List.of(AlertLevel.LOW, AlertLevel.MEDIUM, AlertLevel.HIGH));
        model.addAttribute("categories", CATEGORIES);
        return "sampling/review";
    }

    @PostMapping("/{id:\\d{1,18}}")
    String judge(
            @PathVariable long id,
            @ModelAttribute("form") JudgementForm form,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Auditor auditor = Auditors.of(person);
        Optional<Judgement> judgement = form.judgement();
        if (judgement.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute(Notice.ATTRIBUTE, Notice.problem("sampling.incomplete"));
            return show(id, null, person, response, model);
        }
        boolean judged = reviews.judge(auditor, id, judgement.get());
        next.addFlashAttribute(
                Notice.ATTRIBUTE, judged ? Notice.done("sampling.submitted") : Notice.problem("sampling.taken"));
        return reviews.waiting(auditor, 1).stream()
                .findFirst()
                .filter(following -> judged && following.id() != id)
                .map(following -> "redirect:/compliance/sampling/reviews/" + following.id())
                .orElse("redirect:/compliance/sampling/reviews");
    }
}
