package cn.bankscrm.engagement.sop;

import java.util.List;

/** What became of a change of a plan. */
public sealed interface PlanOutcome {

    record Done(PlanId plan) implements PlanOutcome {}

    /** It is not fit, and why. */
    record Refused(List<PlanProblem> problems) implements PlanOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody else has changed it since it was read, or it does not stand where this may be done. */
    record Overtaken() implements PlanOutcome {}

    /** Two people are needed, and this is one of them again. */
    record SamePerson() implements PlanOutcome {}
}
