package cn.bankscrm.compliance.interceptrule;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An intercept rule with all that WeCom keeps of it.
 *
 * @param patterns whether it also stops mobile numbers, addresses or red packets, which rules of ours never do
 */
public record InterceptRule(String name, RuleKind kind, SortedSet<String> words, Audience audience, boolean patterns) {

    /** What WeCom has room for in a corp. */
    public static final int MOST_RULES = 100;

    /** What WeCom has room for in a rule. */
    public static final int MOST_WORDS = 300;

    /** In characters as Java counts them, so that no word is too long however WeCom counts. */
    public static final int LONGEST_WORD = 32;

    public InterceptRule {
        words = new TreeSet<>(words);
    }
}
