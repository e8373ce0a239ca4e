package cn.bankscrm.compliance.interceptrule;

import cn.bankscrm.compliance.screening.Level;
import java.util.Comparator;

/**
 * A word that is to stand in a rule.
 *
 * @param hits places at which it hit lately
 */
record RuleWord(String text, RuleGroup group, Level level, long hits) {

    /** Whose turn comes first where there is no room for all: by level, then by hits, then by the words themselves. */
    static final Comparator<RuleWord> BY_PRIORITY = Comparator.comparing(RuleWord::level)
            .thenComparingLong(RuleWord::hits)
            .reversed()
            .thenComparing(RuleWord::text)
            .thenComparing(word -> word.group().kind())
            .thenComparing(word -> word.group().reach().toString());
}
