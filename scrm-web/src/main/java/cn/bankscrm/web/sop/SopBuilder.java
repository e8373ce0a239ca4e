package cn.bankscrm.web.sop;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.engagement.sop.KeptTemplates;
import cn.bankscrm.engagement.sop.Plan;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.sop.PlanOutcome;
import cn.bankscrm.engagement.sop.PlanProblem;
import cn.bankscrm.engagement.sop.PlanRegister;
import cn.bankscrm.engagement.sop.PlanRows;
import cn.bankscrm.engagement.sop.PlanRule;
import cn.bankscrm.engagement.sop.PlanState;
import cn.bankscrm.engagement.sop.PlanVersion;
import cn.bankscrm.engagement.sop.Scene;
import cn.bankscrm.engagement.sop.SopChoices;
import cn.bankscrm.engagement.sop.SopTemplate;
import cn.bankscrm.engagement.touch.Channel;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/**
 * Writes a plan step by step, from the chooser of three questions on. Each button sends the whole form and gets the
 * whole page back, so that it works without scripts; with htmx only the builder is exchanged.
 */
@Navigation(Section.SOP)
@RequestMapping("/sop")
@Controller
class SopBuilder {

    /** On which a plan may reach customers; a welcome is an answer of its own. */
    static final Channel[] CHANNELS = {Channel.TASK, Channel.MASS_SEND, Channel.MOMENT};

    private final PlanRegister register;
    private final PlanRows plans;
    private final SopChoices choices;
    private final KeptTemplates kept;
    private final SegmentRegister segments;
    private final VisibleInstitutions institutions;
    private final CustomerQueries customers;
    private final CustomerLists looks;
    private final PlanWords words;

    SopBuilder(
            PlanRegister register,
            PlanRows plans,
            SopChoices choices,
            KeptTemplates kept,
            SegmentRegister segments,
            VisibleInstitutions institutions,
            CustomerQueries customers,
            CustomerLists looks,
            PlanWords words) {
        this.register = register;
        this.plans = plans;
        this.choices = choices;
        this.kept = kept;
        this.segments = segments;
        this.institutions = institutions;
        this.customers = customers;
        this.looks = looks;
        this.words = words;
    }

    /** A customer of the preview, and when the plan would begin for them. */
    record Sample(CustomerSummary customer, String day) {}

    @GetMapping("/choose")
    String choose(
            @RequestParam @Nullable String wecom,
            @RequestParam @Nullable String aim,
            @RequestParam @Nullable String people,
            Model model) {
        Optional<SopTemplate.WeComState> state = one(SopTemplate.WeComState.values(), wecom);
        Optional<SopTemplate.Aim> wanted = one(SopTemplate.Aim.values(), aim);
        Optional<SopTemplate.People> whom = one(SopTemplate.People.values(), people);
        model.addAttribute("wecom", state.map(Enum::name).orElse(""));
        model.addAttribute("aim", wanted.map(Enum::name).orElse(""));
        model.addAttribute("people", whom.map(Enum::name).orElse(""));
        model.addAttribute("states", SopTemplate.WeComState.values());
        model.addAttribute("aims", SopTemplate.Aim.values());
        model.addAttribute("groups", SopTemplate.People.values());
        boolean answered = state.isPresent() && wanted.isPresent() && whom.isPresent();
        model.addAttribute("answered", answered);
        model.addAttribute(
                "templates",
                answered ? SopTemplate.fitting(state.get(), wanted.get(), whom.get()) : SopTemplate.library());
        model.addAttribute("words", words);
        model.addAttribute("kept", kept.all());
        return "sop/choose";
    }

    @GetMapping("/new")
    String blank(
            @RequestParam @Nullable String template, @RequestParam @Nullable Long copy, DataScope scope, Model model) {
        Optional<SopTemplate> chosen = Optional.ofNullable(template).flatMap(SopTemplate::of);
        Optional<KeptTemplates.Kept> copied = Optional.ofNullable(copy).flatMap(kept::find);
        PlanRule rule = chosen.map(SopTemplate::rule)
                .or(() -> copied.map(KeptTemplates.Kept::rule))
                .orElseGet(() -> SopTemplate.library().getFirst().rule());
        DraftPlan draft = DraftPlan.of(rule);
        String name = chosen.map(SopTemplate::name)
                .or(() -> copied.map(KeptTemplates.Kept::name))
                .orElse("");
        Scene scene = chosen.map(SopTemplate::scene)
                .or(() -> copied.map(KeptTemplates.Kept::scene))
                .orElse(Scene.ADDING);
        return show(new Head("", "0", name, scene, "10", List.of()), draft, scope, model);
    }

    /**
     * What stands beside the rule, as typed.
     *
     * @param id of the plan to change; empty for a new one
     * @param revision of the draft that was seen
     * @param pilots codes of institutions
     */
    record Head(String id, String revision, String name, Scene scene, String control, List<String> pilots) {

        static Head typed(DraftPlan draft) {
            return new Head(
                    draft.value("id"),
                    draft.value("revision"),
                    draft.value("name"),
                    one(Scene.values(), draft.value("scene")).orElse(Scene.ADDING),
                    draft.value("control"),
                    draft.all("pilot"));
        }

        public boolean isNew() {
            return id.isEmpty();
        }
    }

    @GetMapping("/{id:\\d{1,18}}/edit")
    String edit(@PathVariable long id, DataScope scope, Model model) {
        Plan plan = ownPlan(id, scope);
        PlanVersion newest = plans.versions(plan.id()).getFirst();
        if (plan.state() == PlanState.ENDED || newest.state().name().equals("SUBMITTED")) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Map<InstitutionId, String> codes = pilotChoices(scope).stream()
                .collect(Collectors.toMap(
                        InstitutionNode::id, node -> node.code().value()));
        Head head = new Head(
                Long.toString(id),
                Integer.toString(newest.state().open() ? newest.revision() : 0),
                plan.name(),
                plan.scene(),
                Integer.toString(plan.controlShare() / 100),
                plan.pilots().stream()
                        .flatMap(pilot -> Optional.ofNullable(codes.get(pilot)).stream())
                        .toList());
        return show(head, DraftPlan.of(newest.rule()), scope, model);
    }

    @PostMapping("/draft")
    String draft(
            @RequestParam MultiValueMap<String, String> form, DataScope scope, Model model, RedirectAttributes next) {
        DraftPlan draft = DraftPlan.typed(form);
        Head head = Head.typed(draft);
        String action = draft.value("act");
        if (!action.equals("save")) {
            draft.act(action);
            if (action.equals("preview")) {
                preview(draft, scope, model);
            }
            return show(head, draft, scope, model);
        }
        Optional<PlanRule> rule = draft.rule();
        int control = draft.control();
        if (head.name().isEmpty() || head.name().length() > 40) {
            draft.blame(List.of(new PlanProblem(0, "name", List.of())));
        }
        if (rule.isEmpty() || !draft.problems().isEmpty()) {
            return show(head, draft, scope, model);
        }
        PlanOutcome outcome = save(head, control, rule.get(), scope);
        if (outcome instanceof PlanOutcome.Done(var plan)) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.done("sop.saved", head.name()));
            return "redirect:/sop/" + plan.value();
        }
        draft.blame(List.of(new PlanProblem(0, "overtaken", List.of())));
        return show(head, draft, scope, model);
    }

    private PlanOutcome save(Head head, int control, PlanRule rule, DataScope scope) {
        Map<String, InstitutionId> known = pilotChoices(scope).stream()
                .collect(Collectors.toMap(node -> node.code().value(), InstitutionNode::id));
        List<InstitutionId> pilots = head.pilots().stream()
                .flatMap(code -> Optional.ofNullable(known.get(code)).stream())
                .toList();
        if (head.isNew()) {
            return new PlanOutcome.Done(register.create(
                    new PlanRegister.Head(head.name(), head.scene(), top(scope).id(), pilots, control), rule));
        }
        Plan plan = ownPlan(Long.parseLong(head.id()), scope);
        int revision = head.revision().matches("[0-9]{1,8}") ? Integer.parseInt(head.revision()) : -1;
        return register.save(
                plan.id(),
                revision,
                new PlanRegister.Head(head.name(), head.scene(), plan.institution(), pilots, control),
                rule);
    }

    private void preview(DraftPlan draft, DataScope scope, Model model) {
        draft.rule().ifPresent(rule -> {
            List<SopChoices.Candidate> found =
                    choices.candidates(rule, top(scope).id(), scope);
            Map<CustomerNo, CustomerSummary> seen =
                    customers
                            .withNumbers(
                                    found.stream().map(SopChoices.Candidate::no).toList(), scope)
                            .stream()
                            .collect(Collectors.toMap(CustomerSummary::no, Function.identity(), (one, same) -> one));
            List<Sample> samples = new ArrayList<>();
            for (SopChoices.Candidate one : found) {
                Optional.ofNullable(seen.get(one.no()))
                        .ifPresent(customer ->
                                samples.add(new Sample(customer, one.day().toString())));
            }
            if (!samples.isEmpty()) {
                looks.record(
                        AuditAction.CUSTOMERS_LISTED,
                        "sample",
                        scope,
                        Map.of("list", "sample", "rows", samples.size()));
            }
            model.addAttribute("samples", samples);
        });
    }

    private String show(Head head, DraftPlan draft, DataScope scope, Model model) {
        model.addAttribute("head", head);
        model.addAttribute("draft", draft);
        model.addAttribute(
                "problems", draft.problems().stream().map(words::problem).toList());
        model.addAttribute("scenes", Scene.values());
        model.addAttribute("channels", CHANNELS);
        model.addAttribute("holdings", HoldingKind.values());
        model.addAttribute(
                "segments",
                segments.all().stream().filter(one -> one.retired().isEmpty()).toList());
        model.addAttribute("pilots", pilotChoices(scope));
        model.addAttribute("contents", choices.contents(top(scope).id()));
        return "sop/builder";
    }

    private InstitutionNode top(DataScope scope) {
        return institutions.top(scope).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Below the writer's own institution; where there is nothing below it, itself. */
    private List<InstitutionNode> pilotChoices(DataScope scope) {
        InstitutionNode top = top(scope);
        List<InstitutionNode> below = institutions.children(top.id(), scope);
        return below.isEmpty() ? List.of(top) : below;
    }

    private Plan ownPlan(long id, DataScope scope) {
        return plans.find(new PlanId(id), scope)
                .filter(plan -> plans.own(plan, scope))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static <E extends Enum<E>> Optional<E> one(E[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
