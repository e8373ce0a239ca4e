package cn.bankscrm.simulator.world;

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

    private final VirtualClock clock;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private long last = 100_000;

    public InterceptRules(VirtualClock clock) {
        this.clock = clock;
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
                Long.toString(++last), name, words, patterns, type, users, departments, clock.seconds(), owner);
        rules.put(rule.id(), rule);
        return rule;
    }

    public synchronized void replace(Rule rule) {
        rules.replace(rule.id(), rule);
    }

    public synchronized void remove(String id) {
        if (rules.remove(id) != null) {
            deleted.add(id);
        }
    }
}
