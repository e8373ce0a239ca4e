package cn.bankscrm.web.sop;

import cn.bankscrm.core.segment.HoldingKind;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sop.Condition;
import cn.bankscrm.engagement.sop.Goal;
import cn.bankscrm.engagement.sop.PlanProblem;
import cn.bankscrm.engagement.sop.PlanRule;
import cn.bankscrm.engagement.sop.Step;
import cn.bankscrm.engagement.sop.StopRules;
import cn.bankscrm.engagement.sop.Trigger;
import cn.bankscrm.engagement.touch.Channel;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A plan while it is being written: as typed, right or wrong. It lives in the form alone; the fields of step {@code n}
 * begin with {@code n:}.
 */
final class DraftPlan {

    private static final int MOST_STEPS = 12;

    private final MultiValueMap<String, String> form;
    private int steps;
    private int added = -1;
    private final List<PlanProblem> problems = new ArrayList<>();

    private DraftPlan(MultiValueMap<String, String> form, int steps) {
        this.form = form;
        this.steps = steps;
    }

    static DraftPlan typed(MultiValueMap<String, String> form) {
        return new DraftPlan(
                new LinkedMultiValueMap<>(form),
                Math.min(form.getOrDefault("step", List.of()).size(), MOST_STEPS));
    }

    static DraftPlan of(PlanRule rule) {
        DraftPlan draft =
                new DraftPlan(new LinkedMultiValueMap<>(), rule.steps().size());
        DraftFields.show(rule, draft.form);
        return draft;
    }

    /** What a button does to the steps. */
    void act(String action) {
        if (action.equals("add") && steps < MOST_STEPS) {
            added = steps;
            put("side", steps == 0 ? "same" : "after");
            put(
                    "days",
                    steps == 0
                            ? ""
                            : Integer.toString(
                                    1 + number(field(steps - 1, "days")).orElse(0)));
            put("at", "10:00");
            put("channel", Channel.TASK.name());
            put("worth", "20");
            steps++;
        } else if (action.startsWith("remove:")) {
            number(action.substring("remove:".length()))
                    .filter(gone -> gone < steps)
                    .ifPresent(this::remove);
        }
    }

    private void put(String field, String value) {
        form.set(steps + ":" + field, value);
    }

    private void remove(int gone) {
        for (int i = gone; i < steps; i++) {
            for (String field : DraftFields.OF_STEP) {
                List<String> next = form.getOrDefault((i + 1) + ":" + field, List.of());
                if (i + 1 < steps) {
                    form.put(i + ":" + field, new ArrayList<>(next));
                } else {
                    form.remove(i + ":" + field);
                }
            }
        }
        steps--;
    }

    /** For the page: places of the steps. */
    public List<Integer> steps() {
        return IntStream.range(0, steps).boxed().toList();
    }

    /** Which step has just come, and takes the focus; −1: none. */
    public int added() {
        return added;
    }

    public String value(String name) {
        return Optional.ofNullable(form.getFirst(name)).orElse("").strip();
    }

    public String field(int step, String name) {
        return value(step + ":" + name);
    }

    public boolean has(String name, Object value) {
        return form.getOrDefault(name, List.of()).contains(String.valueOf(value));
    }

    public List<PlanProblem> problems() {
        return problems;
    }

    void blame(List<PlanProblem> found) {
        problems.addAll(found);
    }

    List<String> all(String name) {
        return form.getOrDefault(name, List.of());
    }

    /** In ten thousandths. */
    int control() {
        int percent = number(value("control")).orElse(-1);
        if (percent < 0 || percent > 50) {
            blame(List.of(new PlanProblem(0, "control", List.of())));
            return 0;
        }
        return percent * 100;
    }

    /** The rule, unless something typed cannot be read: then the problems say what. */
    Optional<PlanRule> rule() {
        try {
            Trigger trigger = trigger();
            Goal goal = goal();
            int days = number(value("days")).filter(n -> n >= 1 && n <= 365).orElseThrow(() -> unreadable(0, "days"));
            List<Step> read = new ArrayList<>();
            for (int i = 0; i < steps; i++) {
                read.add(step(i));
            }
            Set<Short> segments = all("segment").stream()
                    .flatMap(id -> number(id).stream())
                    .map(Integer::shortValue)
                    .collect(Collectors.toSet());
            return Optional.of(new PlanRule(
                    trigger,
                    segments,
                    read,
                    goal,
                    new StopRules(!value("atGoal").isEmpty(), days)));
        } catch (Unreadable e) {
            problems.add(e.problem);
            return Optional.empty();
        }
    }

    private Trigger trigger() {
        return switch (value("trigger")) {
            case "friendAdded" -> new Trigger.FriendAdded();
            case "certified" -> new Trigger.Certified();
            case "birthday" -> new Trigger.Birthday();
            case "matures" -> new Trigger.HoldingMatures(kinds("triggerKinds"));
            case "date" -> new Trigger.OnDate(date(value("triggerDate")));
            case "monthly" ->
                new Trigger.EveryMonth(number(value("triggerDay"))
                        .filter(day -> day >= 1 && day <= 28)
                        .orElseThrow(() -> unreadable(0, "dayOfMonth")));
            case "enters" -> new Trigger.EntersSegment(segment(value("triggerSegment"), 0));
            default -> throw unreadable(0, "trigger");
        };
    }

    private Goal goal() {
        return switch (value("goal")) {
            case "certified" -> new Goal.Certified();
            case "holding" -> new Goal.HoldingOpened(kinds("goalKinds"));
            case "assets" ->
                new Goal.AssetsUp(amount(value("goalBy"), 0)
                        .filter(by -> by.signum() > 0)
                        .orElseThrow(() -> unreadable(0, "amount")));
            case "clicked" -> new Goal.LinkClicked();
            default -> throw unreadable(0, "goal");
        };
    }

    private Step step(int i) {
        int shown = i + 1;
        int days = field(i, "side").equals("same")
                ? 0
                : number(field(i, "days")).filter(n -> n <= 180).orElseThrow(() -> unreadable(shown, "dayOfStep"));
        LocalTime at;
        try {
            at = LocalTime.parse(field(i, "at"));
        } catch (DateTimeException e) {
            throw unreadable(shown, "hour");
        }
        Condition condition = switch (field(i, "condition")) {
            case "in" -> new Condition.InSegment(segment(field(i, "conditionSegment"), shown));
            case "notIn" -> new Condition.NotInSegment(segment(field(i, "conditionSegment"), shown));
            case "clicked" -> new Condition.Clicked();
            case "notClicked" -> new Condition.NotClicked();
            case "replied" -> new Condition.Replied();
            case "notReplied" -> new Condition.NotReplied();
            default -> new Condition.Always();
        };
        Channel channel = Arrays.stream(SopBuilder.CHANNELS)
                .filter(one -> one.name().equals(field(i, "channel")))
                .findFirst()
                .orElseThrow(() -> unreadable(shown, "channel"));
        return new Step(
                field(i, "side").equals("before") ? -days : days,
                at.withSecond(0).withNano(0),
                condition,
                channel,
                number(field(i, "content")).map(id -> new ContentId(id)),
                amount(field(i, "worth"), shown)
                        .filter(worth -> worth.signum() >= 0)
                        .orElse(BigDecimal.ZERO),
                field(i, "words"));
    }

    private Set<HoldingKind> kinds(String name) {
        return Arrays.stream(HoldingKind.values())
                .filter(kind -> has(name, kind.name()))
                .collect(Collectors.toSet());
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw unreadable(0, "date");
        }
    }

    private static short segment(String text, int step) {
        return number(text)
                .filter(id -> id <= Short.MAX_VALUE)
                .map(Integer::shortValue)
                .orElseThrow(() -> unreadable(step, "segment"));
    }

    private static Optional<BigDecimal> amount(String text, int step) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9]{1,10}([.][0-9]{1,2})?")) {
            throw unreadable(step, "amount");
        }
        return Optional.of(new BigDecimal(text));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static Unreadable unreadable(int step, String field) {
        return new Unreadable(new PlanProblem(step, field, List.of()));
    }

    /** A field that does not hold what it should. */
    private static final class Unreadable extends RuntimeException {

        private final transient PlanProblem problem;

        Unreadable(PlanProblem problem) {
            super(problem.code());
            this.problem = problem;
        }
    }
}
