package cn.bankscrm.engagement.sop;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What a version of a plan says.
 *
 * @param segments customers of any of these; empty: of none in particular
 * @param steps in the order of their time
 */
public record PlanRule(Trigger trigger, Set<Short> segments, List<Step> steps, Goal goal, StopRules stops) {

    public PlanRule {
        segments = Set.copyOf(segments);
        steps = steps.stream()
                .sorted(Comparator.comparingInt(Step::day).thenComparing(Step::at))
                .toList();
    }

    /** How many days before the trigger's day the first step is. */
    public int lead() {
        return steps.isEmpty() ? 0 : Math.max(0, -steps.getFirst().day());
    }
}
