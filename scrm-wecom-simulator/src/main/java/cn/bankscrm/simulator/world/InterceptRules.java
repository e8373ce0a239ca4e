package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Journal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The corp's intercept rules (聊天敏感词). */
public final class InterceptRules {
    /** Rules made in the console belong to no app. */
    public static final String CONSOLE = "";

    /**
     * A rule; only the app that made it, its owner, may change it.
     *
     * @param patterns 1 mobile numbers, 2 e-mail addresses, 3 red packets
     * @param type 1 warns and stops, 2 warns
     */
    public record Rule(
            String id,
            String name,
            List<String> words,
            List<Integer> patterns,
            int type,
            Set<String> users,
            Set<Long> departments,
            long createTime,
            String owner) {

        public Rule {
            words = List.copyOf(words);
            patterns = List.copyOf(patterns);
            users = new LinkedHashSet<>(users);
            departments = new LinkedHashSet<>(departments);
        }

        public Rule withWords(List<String> others) {
            return new Rule(id, name, others, patterns, type, users, departments, createTime, owner);
        }

        public Rule renamed(String other) {
            return new Rule(id, other, words, patterns, type, users, departments, createTime, owner);
        }

        public Rule withPatterns(List<Integer> others) {
            return new Rule(id, name, words, others, type, users, departments, createTime, owner);
        }

        public Rule withType(int other) {
            return new Rule(id, name, words, patterns, other, users, departments, createTime, owner);
        }

        public Rule reaching(Set<String> otherUsers, Set<Long> otherDepartments) {
            return new Rule(id, name, words, patterns, type, otherUsers, otherDepartments, createTime, owner);
        }
    }

    private static final String KIND = "intercept_rule";

    /** A rule as it is from now on, or was before it was deleted; for the journal. */
    private record Change(Rule rule, boolean removed) {}

    private final VirtualClock clock;
    private final Journal journal;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private long last = 100_000;

    /** The rules that the journal tells of. */
    public InterceptRules(VirtualClock clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.kept(KIND, Change.class).forEach(this::make);
    }

    public synchronized List<Rule> all() {
        return List.copyOf(rules.values());
    }

    public synchronized Optional<Rule> rule(String id) {
        return Optional.ofNullable(rules.get(id));
    }

    public synchronized boolean wasDeleted(String id) {
        return deleted.contains(id);
    }

    public synchronized boolean isTaken(String name, String except) {
        return rules.values().stream()
                .anyMatch(rule -> rule.name().equals(name) && !rule.id().equals(except));
    }

    public synchronized Rule add(
            String name,
            List<String> words,
            List<Integer> patterns,
            int type,
            Set<String> users,
            Set<Long> departments,
            String owner) {
        Rule rule = new Rule(
                Long.toString(last + 1), name, words, patterns, type, users, departments, clock.seconds(), owner);
        change(new Change(rule, false));
        return rule;
    }

    public synchronized void replace(Rule rule) {
        if (rules.containsKey(rule.id())) {
            change(new Change(rule, false));
        }
    }

    public synchronized void remove(String id) {
        Rule known = rules.get(id);
        if (known != null) {
            change(new Change(known, true));
        }
    }

    private void change(Change change) {
        make(change);
        journal.keep(KIND, change);
    }

    private void make(Change change) {
        String id = change.rule().id();
        last = Math.max(last, Long.parseLong(id));
        if (change.removed()) {
            rules.remove(id);
            deleted.add(id);
        } else {
            rules.put(id, change.rule());
        }
    }
}
