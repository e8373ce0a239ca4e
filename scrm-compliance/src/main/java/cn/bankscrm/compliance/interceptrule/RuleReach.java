package cn.bankscrm.compliance.interceptrule;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whose chats a rule is for, in the bank's words. An empty set stands for all; both are to be met.
 *
 * @param institutions codes of institutions, with all below them
 * @param positions the bank's own names of positions
 */
public record RuleReach(SortedSet<String> institutions, SortedSet<String> positions) {

    public RuleReach {
        institutions = new TreeSet<>(institutions);
        positions = new TreeSet<>(positions);
    }

    boolean isEverybody() {
        return institutions.isEmpty() && positions.isEmpty();
    }
}
