package cn.bankscrm.engagement.sop;

import java.util.List;

/**
 * What keeps a plan from being submitted.
 *
 * @param step which, from 1; 0: none in particular
 * @param code of the sentence to show
 */
public record PlanProblem(int step, String code, List<String> arguments) {

    public PlanProblem {
        arguments = List.copyOf(arguments);
    }

    static PlanProblem of(String code, String... arguments) {
        return new PlanProblem(0, code, List.of(arguments));
    }

    static PlanProblem at(int step, String code, String... arguments) {
        return new PlanProblem(step, code, List.of(arguments));
    }
}
