package cn.bankscrm.web.sop;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.sop.DryRuns;
import cn.bankscrm.engagement.sop.KeptTemplates;
import cn.bankscrm.engagement.sop.Pause;
import cn.bankscrm.engagement.sop.Plan;
import cn.bankscrm.engagement.sop.PlanControl;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.sop.PlanOutcome;
import cn.bankscrm.engagement.sop.PlanRegister;
import cn.bankscrm.engagement.sop.PlanResult;
import cn.bankscrm.engagement.sop.PlanRows;
import cn.bankscrm.engagement.sop.PlanState;
import cn.bankscrm.engagement.sop.PlanVersion;
import cn.bankscrm.engagement.sop.Refusals;
import cn.bankscrm.engagement.sop.Step;
import cn.bankscrm.engagement.sop.VersionState;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import java.util.Map;
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

/** The plans, and one of them: what it does, what came of it, and what may be done with it. */
@Navigation(Section.SOP)
@RequestMapping("/sop")
@Controller
class SopController {

    private final PlanRows plans;
    private final PlanRegister register;
    private final PlanControl control;
    private final DryRuns dryRuns;
    private final Refusals refusals;
    private final KeptTemplates kept;
    private final PlanWords words;

    SopController(
            PlanRows plans,
            PlanRegister register,
            PlanControl control,
            DryRuns dryRuns,
            Refusals refusals,
            KeptTemplates kept,
            PlanWords words) {
        this.plans = plans;
        this.register = register;
        this.control = control;
        this.dryRuns = dryRuns;
        this.refusals = refusals;
        this.kept = kept;
        this.words = words;
    }

    /** A line of the list. */
    record Row(Plan plan, String result, long reached, String goal) {}

    /** A step as the time line shows it. */
    record Shown(Step step, String day, String condition) {}

    /** A version as the page shows it. */
    record Version(PlanVersion version, String trigger, String audience, String goal, List<Shown> steps) {}

    /** Why some touches did not go out. */
    record Refused(String why, long touches) {}

    @GetMapping
    String list(SignedIn reader, Model model) {
        Map<Short, String> names = words.segmentNames();
        model.addAttribute(
                "rows",
                plans.all(reader.scope()).stream().map(plan -> row(plan, names)).toList());
        model.addAttribute("writes", writes(reader));
        return "sop/list";
    }

    private Row row(Plan plan, Map<Short, String> names) {
        PlanResult result = plans.result(plan.id());
        PlanVersion newest = plans.versions(plan.id()).getFirst();
        return new Row(
                plan,
                words.result(result),
                result.reached().of(),
                words.trigger(newest.rule().trigger(), names) + " → "
                        + words.goal(newest.rule().goal()));
    }

    @GetMapping("/{id:\\d{1,18}}")
    String detail(@PathVariable long id, SignedIn reader, Model model) {
        Plan plan = plan(id, reader.scope());
        boolean writes = writes(reader) && plans.own(plan, reader.scope());
        List<PlanVersion> versions = plans.versions(plan.id());
        PlanVersion newest = versions.getFirst();
        PlanResult result = plans.result(plan.id());
        Map<Short, String> names = words.segmentNames();
        model.addAttribute("plan", plan);
        model.addAttribute("sentence", words.result(result));
        model.addAttribute("result", result);
        model.addAttribute("uplift", result.uplift().orElse(null));
        model.addAttribute("amount", result.amountUplift().map(words::amount).orElse(""));
        model.addAttribute("left", result.turnedAway().map(words::turnedAway).orElse(""));
        model.addAttribute("away", result.turnedAway().orElse(null));
        model.addAttribute(
                "versions", versions.stream().map(one -> shown(one, names)).toList());
        model.addAttribute("newest", newest);
        model.addAttribute("dryRun", dryRuns.kept(newest).orElse(null));
        model.addAttribute(
                "refused",
                refusals.of(plan.id()).stream()
                        .map(one -> new Refused(words.refused(one), one.touches()))
                        .toList());
        model.addAttribute("standing", refusals.standing(plan.id()));
        plan.paused().ifPresent(pause -> model.addAttribute("pause", says(pause)));
        boolean submitted = newest.state() == VersionState.SUBMITTED;
        boolean mine = newest.writtenBy().equalsIgnoreCase(reader.name())
                || newest.submittedBy().filter(reader.name()::equalsIgnoreCase).isPresent();
        model.addAttribute("writes", writes);
        model.addAttribute("edits", writes && !submitted && plan.state() != PlanState.ENDED);
        model.addAttribute("submits", writes && newest.state().open());
        model.addAttribute("decides", writes && submitted && !mine);
        model.addAttribute("waits", submitted && (mine || !writes));
        model.addAttribute("promotes", writes && plan.state() == PlanState.PILOT && !mine);
        return "sop/detail";
    }

    /** What is done with a plan, by the button that was pressed. */
    @PostMapping("/{id:\\d{1,18}}")
    String act(
            @PathVariable long id,
            @RequestParam String act,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(name = "reason") @Nullable String given,
            @RequestParam @Nullable String name,
            SignedIn reader,
            RedirectAttributes next) {
        Plan plan = plan(id, reader.scope());
        if (!plans.own(plan, reader.scope())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        String reason = given == null ? "" : given.strip();
        boolean asksWhy = List.of("send-back", "pause", "resume", "end").contains(act);
        Notice notice = asksWhy && (reason.isBlank() || reason.length() > 200)
                ? Notice.problem("sop.reason.missing")
                : done(plan, act, revision, reason, name == null ? "" : name.strip());
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        return "redirect:/sop/" + id;
    }

    private Notice done(Plan plan, String act, int revision, String reason, String name) {
        return switch (act) {
            case "submit" -> notice(register.submit(plan, revision), act);
            case "approve" -> notice(register.approve(plan, revision), act);
            case "send-back" -> notice(register.sendBack(plan, revision, reason), act);
            case "promote" -> notice(control.promote(plan), act);
            case "pause" -> notice(control.pause(plan, reason), act);
            case "resume" -> notice(control.resume(plan, reason), act);
            case "end" -> notice(control.end(plan, reason), act);
            case "dry-run" -> {
                dryRuns.run(plan, plans.versions(plan.id()).getFirst());
                yield Notice.done("sop.done.dry-run");
            }
            case "keep" ->
                name.isEmpty() || name.length() > 40 || reason.length() > 2000 || !kept.keep(plan, name, reason)
                        ? Notice.problem("sop.keep.refused")
                        : Notice.done("sop.done.keep", name);
            default -> throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        };
    }

    private Notice notice(PlanOutcome outcome, String act) {
        return switch (outcome) {
            case PlanOutcome.Done(var plan) -> Notice.done("sop.done." + act);
            case PlanOutcome.Refused(var problems) ->
                Notice.problem(
                        "sop.refused",
                        String.join(" ", problems.stream().map(words::problem).toList()));
            case PlanOutcome.Overtaken() -> Notice.problem("sop.problem.overtaken");
            case PlanOutcome.SamePerson() -> Notice.problem("sop.samePerson");
        };
    }

    private String says(Pause pause) {
        return switch (pause) {
            case Pause.ByPerson(var by, var reason) -> words.text("sop.pause.person", by, reason);
            case Pause.ByBrake brake ->
                words.text(
                        "sop.pause.brake", brake.treated(), brake.treatedLeft(), brake.control(), brake.controlLeft());
        };
    }

    private Version shown(PlanVersion version, Map<Short, String> names) {
        return new Version(
                version,
                words.trigger(version.rule().trigger(), names),
                words.audience(version.rule(), names),
                words.goal(version.rule().goal()),
                version.rule().steps().stream()
                        .map(step -> new Shown(step, words.day(step), words.condition(step.condition(), names)))
                        .toList());
    }

    private Plan plan(long id, DataScope scope) {
        return Optional.of(new PlanId(id))
                .flatMap(known -> plans.find(known, scope))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    static boolean writes(SignedIn reader) {
        return reader.role() == Role.ADMINISTRATOR || reader.role() == Role.MIDDLE_OFFICE;
    }
}
