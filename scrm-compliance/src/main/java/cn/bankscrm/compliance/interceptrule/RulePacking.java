package cn.bankscrm.compliance.interceptrule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Packs words into rules so that as little as possible changes against the rules there are: a word that has a place
 * keeps it, a new one goes where something changes anyway, then where there is most room. Only when there would be more
 * rules than there may be are rules that are hardly filled put together.
 *
 * <p>Which words have room does not depend on where words stand: they come in the order of their priority, and a rule
 * is opened as long as one may be. A word that is left out is left out because its group's rules are full and no more
 * rule could be opened; nothing of lower priority opened one.
 */
final class RulePacking {

    /**
     * A rule by its number, which its name carries.
     *
     * @param number from 1, of all groups together
     */
    record Packed(int number, RuleGroup group, SortedSet<String> words) {

        Packed {
            words = new TreeSet<>(words);
        }
    }

    /** What was packed, in the order of numbers, and what had no room, in the order of priority. */
    record Packing(List<Packed> rules, List<RuleWord> without) {}

    private static final class Rule {

        final int number;
        final RuleGroup group;
        final SortedSet<String> words = new TreeSet<>();
        boolean changes;

        Rule(int number, RuleGroup group) {
            this.number = number;
            this.group = group;
        }

        boolean hasRoom() {
            return words.size() < InterceptRule.MOST_WORDS;
        }
    }

    private final int rulesAllowed;
    private final List<RuleWord> without = new ArrayList<>();
    private final Map<RuleGroup, Set<String>> chosen = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    private RulePacking(int rulesAllowed) {
        this.rulesAllowed = rulesAllowed;
    }

    /**
     * @param words none twice in a group
     * @param known the rules there are
     * @param rulesAllowed how many there may be
     */
    static Packing pack(List<RuleWord> words, List<Packed> known, int rulesAllowed) {
        RulePacking packing = new RulePacking(rulesAllowed);
        packing.choose(words);
        packing.keep(known);
        packing.place();
        while (packing.rules.size() > rulesAllowed) {
            packing.dissolve();
        }
        return new Packing(
                packing.rules.stream()
                        .sorted(Comparator.comparingInt(rule -> rule.number))
                        .map(rule -> new Packed(rule.number, rule.group, rule.words))
                        .toList(),
                packing.without);
    }

    private void choose(List<RuleWord> words) {
        int opened = 0;
        for (RuleWord word : words.stream().sorted(RuleWord.BY_PRIORITY).toList()) {
            Set<String> group = chosen.getOrDefault(word.group(), Set.of());
            boolean full = group.size() % InterceptRule.MOST_WORDS == 0;
            if (full && opened >= rulesAllowed) {
                without.add(word);
                continue;
            }
            if (full) {
                opened++;
            }
            chosen.computeIfAbsent(word.group(), any -> new TreeSet<>()).add(word.text());
        }
    }

    private void keep(List<Packed> known) {
        Map<RuleGroup, Set<String>> placed = new HashMap<>();
        for (Packed there : known) {
            Rule rule = new Rule(there.number(), there.group());
            Set<String> wanted = chosen.getOrDefault(there.group(), Set.of());
            Set<String> elsewhere = placed.computeIfAbsent(there.group(), any -> new HashSet<>());
            for (String word : there.words()) {
                if (wanted.contains(word) && rule.hasRoom() && elsewhere.add(word)) {
                    rule.words.add(word);
                }
            }
            rule.changes = rule.words.size() < there.words().size();
            if (!rule.words.isEmpty()) {
                rules.add(rule);
            }
        }
        placed.forEach(
                (group, words) -> Optional.ofNullable(chosen.get(group)).ifPresent(wanted -> wanted.removeAll(words)));
    }

    private void place() {
        chosen.forEach((group, words) -> words.forEach(word -> put(word, group)));
    }

    private void put(String word, RuleGroup group) {
        Rule rule = rules.stream()
                .filter(each -> each.group.equals(group) && each.hasRoom())
                .max(Comparator.<Rule, Boolean>comparing(each -> each.changes)
                        .thenComparingInt(each -> -each.words.size())
                        .thenComparingInt(each -> -each.number))
                .orElseGet(() -> open(group));
        rule.words.add(word);
        rule.changes = true;
    }

    private Rule open(RuleGroup group) {
        Set<Integer> taken = new HashSet<>();
        rules.forEach(rule -> taken.add(rule.number));
        int number = 1;
        while (taken.contains(number)) {
            number++;
        }
        Rule rule = new Rule(number, group);
        rules.add(rule);
        return rule;
    }

    /** The smallest rule whose words the others of its group have room for: there is one while there are too many. */
    private void dissolve() {
        Rule smallest = rules.stream()
                .filter(this::canBeDissolved)
                .min(Comparator.<Rule>comparingInt(rule -> rule.words.size()).thenComparingInt(rule -> -rule.number))
                .orElseThrow();
        rules.remove(smallest);
        smallest.words.forEach(word -> put(word, smallest.group));
    }

    private boolean canBeDissolved(Rule rule) {
        int room = rules.stream()
                .filter(other -> other != rule && other.group.equals(rule.group))
                .mapToInt(other -> InterceptRule.MOST_WORDS - other.words.size())
                .sum();
        return room >= rule.words.size();
    }
}
