package cn.bankscrm.web.sampling;

import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.sampling.PlanRules;
import cn.bankscrm.compliance.sampling.RiskSign;
import cn.bankscrm.compliance.sampling.SampleDraw;
import cn.bankscrm.compliance.sampling.SampleReviews;
import cn.bankscrm.compliance.sampling.Samples;
import cn.bankscrm.compliance.sampling.Sampling;
import cn.bankscrm.compliance.sampling.SamplingPlan;
import cn.bankscrm.compliance.sampling.SamplingPlans;
import cn.bankscrm.web.chat.Auditors;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
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

/** Plans of an officer's institution, what was drawn by them, and how far reviewers agree. */
@Navigation(Section.SAMPLING)
@RequestMapping("/compliance/sampling")
@Controller
class SamplingController {

    private static final int DRAWS = 24;
    private static final String PAGE = "redirect:/compliance/sampling";

    private static final List<String> COLUMNS = List.of(
            "response.code", "response.name", "sampling.preview.drawn", "sampling.settled", "sampling.findings");

    /** Seeds are typed by people: not longer than they can read out. */
    private static final int SEEDS = 1_000_000_000;

    private final SecureRandom random = new SecureRandom();
    private final SamplingPlans plans;
    private final Sampling sampling;
    private final Samples samples;
    private final SampleReviews reviews;
    private final MessageSource messages;
    private final Clock clock;

    SamplingController(
            SamplingPlans plans,
            Sampling sampling,
            Samples samples,
            SampleReviews reviews,
            MessageSource messages,
            Clock clock) {
        this.plans = plans;
        this.sampling = sampling;
        this.samples = samples;
        this.reviews = reviews;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(@AuthenticationPrincipal SignedIn reader, Model model) {
        return show(PlanForm.usual(), false, reader, model);
    }

    private String show(PlanForm form, boolean typed, SignedIn reader, Model model) {
        Auditor auditor = Auditors.of(reader);
        model.addAttribute("plans", plans.list(auditor.institution()));
        model.addAttribute("draws", samples.list(auditor.institution(), DRAWS));
        model.addAttribute("agreement", samples.agreement(auditor.institution()));
        model.addAttribute("waiting", reviews.waitingCount(auditor));
        model.addAttribute("signs", RiskSign.values());
        model.addAttribute("form", form);
        model.addAttribute("typed", typed);
        return "sampling/plans";
    }

    @PostMapping("/plans")
    String make(
            @ModelAttribute("form") PlanForm form,
            @AuthenticationPrincipal SignedIn person,
            HttpServletResponse response,
            RedirectAttributes next,
            Model model) {
        Auditor auditor = Auditors.of(person);
        Optional<PlanRules> rules = form.rules();
        String name = form.name();
        boolean made = rules.isPresent()
                && name != null
                && name.length() <= PlanForm.LONGEST_NAME
                && plans.make(auditor.institution(), name, rules.get(), auditor.account())
                        .isPresent();
        if (!made) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute(Notice.ATTRIBUTE, Notice.problem("sampling.notMade"));
            return show(form, true, person, model);
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("sampling.made"));
        return PAGE;
    }

    @PostMapping("/plans/{id:\\d{1,18}}/end")
    String end(@PathVariable long id, @AuthenticationPrincipal SignedIn person, RedirectAttributes next) {
        if (!plans.end(Auditors.of(person).institution(), id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("sampling.endedNow"));
        return PAGE;
    }

    @GetMapping("/plans/{id:\\d{1,18}}/draw")
    String preview(
            @PathVariable long id,
            @RequestParam @Nullable YearMonth month,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        SamplingPlan plan = plan(reader, id);
        YearMonth last = YearMonth.now(clock).minusMonths(1);
        YearMonth shown = month == null || month.isAfter(last) ? last : month;
        model.addAttribute("plan", plan);
        model.addAttribute("month", shown);
        model.addAttribute("last", last);
        model.addAttribute("seed", random.nextInt(SEEDS));
        model.addAttribute("preview", sampling.preview(plan, shown));
        model.addAttribute("signs", RiskSign.values());
        return "sampling/preview";
    }

    @PostMapping("/plans/{id:\\d{1,18}}/draw")
    String draw(
            @PathVariable long id,
            @RequestParam YearMonth month,
            @RequestParam long seed,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes next) {
        SamplingPlan plan = plan(person, id);
        Sampling.Outcome outcome =
                sampling.draw(plan, month, seed, Auditors.of(person).account());
        Notice notice = switch (outcome) {
            case Sampling.Outcome.Made(var draw) -> Notice.done("sampling.drawn");
            case Sampling.Outcome.Refused() -> Notice.problem("sampling.outcome.Refused");
            case Sampling.Outcome.TooEarly() -> Notice.problem("sampling.outcome.TooEarly");
            case Sampling.Outcome.Nothing() -> Notice.problem("sampling.outcome.Nothing");
        };
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        return outcome instanceof Sampling.Outcome.Made(var draw)
                ? "redirect:/compliance/sampling/draws/" + draw
                : "redirect:/compliance/sampling/plans/" + id + "/draw";
    }

    @GetMapping("/draws/{id:\\d{1,18}}")
    String drawn(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, Model model) {
        SampleDraw draw = draw(reader, id);
        model.addAttribute("draw", draw);
        model.addAttribute("staff", samples.staff(draw.id()));
        return "sampling/draw";
    }

    @GetMapping("/draws/{id:\\d{1,18}}/export")
    void export(@PathVariable long id, @AuthenticationPrincipal SignedIn reader, HttpServletResponse response)
            throws IOException {
        SampleDraw draw = draw(reader, id);
        ExcelTable.write(
                response,
                "sampling-" + draw.month(),
                draw.planName() + " " + draw.month(),
                COLUMNS.stream()
                        .map(key -> messages.getMessage(key, null, LocaleContextHolder.getLocale()))
                        .toList(),
                rows -> samples.staff(draw.id())
                        .forEach(one -> rows.accept(
                                List.of(one.number(), one.name(), one.drawn(), one.settled(), one.findings()))));
    }

    private SamplingPlan plan(SignedIn reader, long id) {
        return plans.find(Auditors.of(reader).institution(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private SampleDraw draw(SignedIn reader, long id) {
        return samples.find(Auditors.of(reader).institution(), id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
