package cn.bankscrm.core.segment;

import java.util.List;

/**
 * What is wrong with a part of a rule, or with what stands beside it.
 *
 * @param path where in the rule: positions from the top, joined by points, empty for the top itself; or a field's name
 * @param code of the sentence to show
 * @param arguments of the sentence
 */
public record RuleProblem(String path, String code, List<String> arguments) {

    public RuleProblem {
        arguments = List.copyOf(arguments);
    }

    static RuleProblem at(String path, String code, String... arguments) {
        return new RuleProblem(path, code, List.of(arguments));
    }
}
