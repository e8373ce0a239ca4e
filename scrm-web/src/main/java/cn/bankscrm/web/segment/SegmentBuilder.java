package cn.bankscrm.web.segment;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.core.segment.RuleCheck;
import cn.bankscrm.core.segment.RuleProblem;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentOutcome;
import cn.bankscrm.core.segment.SegmentPreview;
import cn.bankscrm.core.segment.SegmentReferences;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.segment.SegmentRule;
import cn.bankscrm.core.segment.SegmentTemplate;
import cn.bankscrm.core.segment.SegmentVersion;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * Builds a rule step by step. Each button sends the whole form and gets the whole page back, so that it works without
 * scripts; with htmx only the builder is exchanged, and the count follows what is typed.
 */
@Navigation(Section.SEGMENTS)
@RequestMapping("/segments")
@Controller
class SegmentBuilder {

    private final SegmentRegister register;
    private final SegmentReferences references;
    private final SegmentPreview preview;
    private final RuleCheck check;
    private final CustomerLists looks;
    private final Clock clock;

    SegmentBuilder(
            SegmentRegister register,
            SegmentReferences references,
            SegmentPreview preview,
            RuleCheck check,
            CustomerLists looks,
            Clock clock) {
        this.register = register;
        this.references = references;
        this.preview = preview;
        this.check = check;
        this.looks = looks;
        this.clock = clock;
    }

    /**
     * What stands beside the rule, as typed.
     *
     * @param id of the segment to change; empty for a new one
     * @param known the newest version that was seen
     */
    record Head(String id, String known, String name, String description, String from, String comment) {

        static Head typed(MultiValueMap<String, String> form) {
            return new Head(
                    text(form, "id"),
                    text(form, "known"),
                    text(form, "name"),
                    text(form, "description"),
                    text(form, "from"),
                    text(form, "comment"));
        }

        private static String text(MultiValueMap<String, String> form, String name) {
            return Optional.ofNullable(form.getFirst(name)).orElse("").strip();
        }

        public boolean isNew() {
            return id.isEmpty();
        }

        Optional<SegmentId> segment() {
            return id.matches("[0-9]{1,4}") ? Optional.of(new SegmentId(Short.parseShort(id))) : Optional.empty();
        }
    }

    @GetMapping("/new")
    String blank(@RequestParam @Nullable String template, Model model) {
        Optional<SegmentTemplate> chosen = SegmentTemplate.of(template);
        return show(
                new Head("", "", chosen.map(SegmentTemplate::proposal).orElse(""), "", today().toString(), ""),
                chosen.map(one -> DraftRule.of(one.rule())).orElseGet(DraftRule::empty),
                List.of(),
                model);
    }

    @GetMapping("/{id:\\d{1,5}}/edit")
    String edit(@PathVariable int id, Model model) {
        RuleSegment segment = Optional.of(id)
                .filter(known -> known <= Short.MAX_VALUE)
                .flatMap(known -> register.find(new SegmentId(known.shortValue())))
                .filter(known -> known.rule() && known.retired().isEmpty())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        SegmentVersion newest = register.versions(segment.id()).getFirst();
        LocalDate from = newest.from().isAfter(today()) ? newest.from() : today();
        return show(
                new Head(
                        Integer.toString(id),
                        Integer.toString(newest.version()),
                        segment.name(),
                        segment.description(),
                        from.toString(),
                        ""),
                DraftRule.of(newest.rule()),
                List.of(),
                model);
    }

    @PostMapping("/draft")
    String draft(
            @RequestParam MultiValueMap<String, String> form, DataScope scope, Model model, RedirectAttributes next) {
        String action = Optional.ofNullable(form.getFirst("act")).orElse("");
        DraftRule draft = DraftRule.typed(form);
        Head head = Head.typed(form);
        if (!action.equals("save")) {
            draft.act(action, form);
            if (action.equals("preview")) {
                draft.blame(draft.rule().map(check::problems).orElse(List.of()));
                count(draft, scope, model);
            }
            return show(head, draft, List.of(), model);
        }
        Optional<SegmentRule> rule = draft.rule();
        if (rule.isEmpty()) {
            return show(head, draft, List.of(), model);
        }
        return switch (write(head, rule.get())) {
            case SegmentOutcome.Written(var segment, var version) -> {
                next.addFlashAttribute(
                        Notice.ATTRIBUTE,
                        Notice.done(version == 1 ? "segments.created" : "segments.changed", head.name(), version));
                yield "redirect:/segments/" + segment.value();
            }
            case SegmentOutcome.Refused(var problems) -> {
                draft.blame(problems.stream().filter(SegmentBuilder::ofRule).toList());
                yield show(head, draft, problems, model);
            }
            case SegmentOutcome.Overtaken() ->
                show(head, draft, List.of(new RuleProblem("comment", "overtaken", List.of())), model);
        };
    }

    /** The count and some customers for what is typed. */
    @PostMapping("/preview")
    String preview(@RequestParam MultiValueMap<String, String> form, DataScope scope, Model model) {
        count(DraftRule.typed(form), scope, model);
        return "segment/builder :: preview";
    }

    private void count(DraftRule draft, DataScope scope, Model model) {
        model.addAttribute("counted", true);
        Optional<SegmentRule> rule = draft.rule();
        if (rule.isPresent() && check.problems(rule.get()).isEmpty()) {
            SegmentPreview.Preview found = preview.of(rule.get(), scope);
            if (!found.sample().isEmpty()) {
                looks.record(
                        AuditAction.CUSTOMERS_LISTED,
                        "sample",
                        scope,
                        Map.of("list", "sample", "rows", found.sample().size()));
            }
            model.addAttribute("preview", found);
        }
    }

    private SegmentOutcome write(Head head, SegmentRule rule) {
        LocalDate from;
        try {
            from = LocalDate.parse(head.from());
        } catch (DateTimeException e) {
            return new SegmentOutcome.Refused(List.of(new RuleProblem("from", "from", List.of(today().toString()))));
        }
        if (head.isNew()) {
            return register.create(head.name(), head.description(), rule, from, head.comment());
        }
        return head.segment()
                .filter(id -> head.known().matches("[0-9]{1,6}"))
                .map(id -> register.change(
                        id, Integer.parseInt(head.known()), head.description(), rule, from, head.comment()))
                .orElseGet(SegmentOutcome.Overtaken::new);
    }

    private String show(Head head, DraftRule draft, List<RuleProblem> problems, Model model) {
        Map<String, RuleProblem> beside = problems.stream()
                .filter(problem -> !ofRule(problem))
                .collect(Collectors.toMap(RuleProblem::path, problem -> problem, (first, second) -> first));
        model.addAttribute("head", head);
        model.addAttribute("top", draft.top());
        model.addAttribute("beside", beside);
        model.addAttribute("kinds", ConditionKind.values());
        model.addAttribute("holdings", HoldingKind.values());
        model.addAttribute("activities", ActivityKind.values());
        model.addAttribute("tags", references.tags());
        model.addAttribute("delivered", references.delivered());
        model.addAttribute("attributes", references.attributes());
        model.addAttribute("provinces", references.provinces());
        return "segment/builder";
    }

    private static boolean ofRule(RuleProblem problem) {
        return problem.path().isEmpty() || Character.isDigit(problem.path().charAt(0));
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }
}
