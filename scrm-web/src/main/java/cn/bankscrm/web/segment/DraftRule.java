package cn.bankscrm.web.segment;

import cn.bankscrm.core.segment.RuleProblem;
import cn.bankscrm.core.segment.SegmentRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A rule while it is being built: as typed, right or wrong. It lives in the form alone. Each part knows its path (0.2
 * is the third part of the first part), which names its fields: {@code part}, {@code mode:0.2}, {@code kind:0.2},
 * {@code 0.2:from}.
 */
final class DraftRule {

    private static final int MOST_PARTS = 200;
    private static final int LONGEST = 300;

    /** How the parts of a group go together. */
    enum Mode {
        ALL,
        ANY,
        NONE
    }

    /** A group, or a condition. */
    static final class Part {

        private String path = "";
        private Mode mode = Mode.ALL;
        private @Nullable ConditionKind kind;
        private Map<String, List<String>> fields = Map.of();
        private final List<Part> parts = new ArrayList<>();
        private final List<RuleProblem> problems = new ArrayList<>();
        private boolean added;

        public String path() {
            return path;
        }

        public boolean group() {
            return kind == null;
        }

        public Mode mode() {
            return mode;
        }

        public @Nullable ConditionKind kind() {
            return kind;
        }

        public List<Part> parts() {
            return parts;
        }

        public List<RuleProblem> problems() {
            return problems;
        }

        /** Whether it has just come: it takes the focus. */
        public boolean added() {
            return added;
        }

        /** A part in here still fits. */
        public boolean roomForGroups() {
            return path.length() < 4;
        }

        public String value(String field) {
            List<String> all = fields.getOrDefault(field, List.of());
            return all.isEmpty() ? "" : all.getFirst();
        }

        public boolean has(String field, String value) {
            return fields.getOrDefault(field, List.of()).contains(value);
        }

        /** The name of a field. */
        public String named(String field) {
            return path + ":" + field;
        }

        /** An id that a selector can name. */
        public String id(String field) {
            return "p" + path.replace('.', '-') + "-" + field;
        }
    }

    private final Part top;

    private DraftRule(Part top) {
        this.top = top;
        place(top, "");
    }

    static DraftRule empty() {
        return new DraftRule(new Part());
    }

    static DraftRule of(SegmentRule rule) {
        Part part = part(rule);
        if (part.group()) {
            return new DraftRule(part);
        }
        Part top = new Part();
        top.parts.add(part);
        return new DraftRule(top);
    }

    static DraftRule typed(MultiValueMap<String, String> form) {
        Map<String, Part> known = new HashMap<>();
        Part top = new Part();
        known.put("", top);
        top.mode = mode(form.getFirst("mode:"));
        for (String path :
                form.getOrDefault("part", List.of()).stream().limit(MOST_PARTS).toList()) {
            int point = path.lastIndexOf('.');
            Part parent = known.get(point < 0 ? "" : path.substring(0, point));
            if (parent == null || !parent.group() || known.containsKey(path)) {
                continue;
            }
            Part part = new Part();
            part.kind = ConditionKind.of(form.getFirst("kind:" + path)).orElse(null);
            part.mode = mode(form.getFirst("mode:" + path));
            part.fields = fields(form, path + ":");
            known.put(path, part);
            parent.parts.add(part);
        }
        return new DraftRule(top);
    }

    Part top() {
        return top;
    }

    /**
     * Carries out what a button says: {@code add:0.2} (which condition, {@code new:0.2} says), {@code group:0},
     * {@code remove:1}.
     */
    void act(String action, MultiValueMap<String, String> form) {
        int colon = action.indexOf(':');
        String path = colon < 0 ? "" : action.substring(colon + 1);
        switch (colon < 0 ? action : action.substring(0, colon)) {
            case "add" ->
                find(path)
                        .filter(Part::group)
                        .ifPresent(group -> ConditionKind.of(form.getFirst("new:" + path))
                                .ifPresent(kind -> {
                                    Part line = new Part();
                                    line.kind = kind;
                                    line.added = true;
                                    group.parts.add(line);
                                }));
            case "group" ->
                find(path).filter(Part::group).ifPresent(group -> {
                    Part inner = new Part();
                    inner.mode = Mode.ANY;
                    inner.added = true;
                    group.parts.add(inner);
                });
            case "remove" -> remove(top, path);
            default -> {}
        }
        place(top, "");
    }

    /** The rule; empty when a field cannot be read, which its part's problems then say. */
    Optional<SegmentRule> rule() {
        return Optional.ofNullable(rule(top));
    }

    /** Puts problems where they are; those of no part are the top's. */
    void blame(List<RuleProblem> problems) {
        for (RuleProblem problem : problems) {
            find(problem.path()).orElse(top).problems.add(problem);
        }
    }

    private static @Nullable SegmentRule rule(Part part) {
        ConditionKind kind = part.kind;
        if (kind != null) {
            try {
                return kind.read(part.fields);
            } catch (ConditionKind.Unreadable e) {
                part.problems.add(new RuleProblem(part.path, e.code(), List.of()));
                return null;
            }
        }
        List<SegmentRule> parts = new ArrayList<>();
        boolean whole = true;
        for (Part inner : part.parts) {
            SegmentRule rule = rule(inner);
            if (rule == null) {
                whole = false;
            } else {
                parts.add(rule);
            }
        }
        if (!whole) {
            return null;
        }
        return switch (part.mode) {
            case ALL -> new SegmentRule.All(parts);
            case ANY -> new SegmentRule.Any(parts);
            case NONE -> new SegmentRule.Not(new SegmentRule.Any(parts));
        };
    }

    private static Part part(SegmentRule rule) {
        Part part = new Part();
        switch (rule) {
            case SegmentRule.All(var of) -> group(part, Mode.ALL, of);
            case SegmentRule.Any(var of) -> group(part, Mode.ANY, of);
            case SegmentRule.Not(SegmentRule.Any(var of)) -> group(part, Mode.NONE, of);
            case SegmentRule.Not(var of) -> group(part, Mode.NONE, List.of(of));
            case SegmentRule.Condition condition -> {
                part.kind = ConditionKind.of(condition);
                part.fields = ConditionKind.fields(condition);
            }
        }
        return part;
    }

    private static void group(Part group, Mode mode, List<SegmentRule> parts) {
        group.mode = mode;
        parts.forEach(part -> group.parts.add(part(part)));
    }

    private static Mode mode(@Nullable String name) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().equals(name))
                .findFirst()
                .orElse(Mode.ALL);
    }

    private static Map<String, List<String>> fields(MultiValueMap<String, String> form, String prefix) {
        Map<String, List<String>> fields = new HashMap<>();
        form.forEach((name, values) -> {
            if (name.startsWith(prefix)) {
                fields.put(
                        name.substring(prefix.length()),
                        values.stream()
                                .map(value -> value.length() > LONGEST ? value.substring(0, LONGEST) : value)
                                .toList());
            }
        });
        return fields;
    }

    private Optional<Part> find(String path) {
        return find(top, path);
    }

    private static Optional<Part> find(Part part, String path) {
        if (part.path.equals(path)) {
            return Optional.of(part);
        }
        return part.parts.stream().flatMap(inner -> find(inner, path).stream()).findFirst();
    }

    private static void remove(Part part, String path) {
        part.parts.removeIf(inner -> inner.path.equals(path));
        part.parts.forEach(inner -> remove(inner, path));
    }

    private static void place(Part part, String path) {
        part.path = path;
        for (int i = 0; i < part.parts.size(); i++) {
            place(part.parts.get(i), path.isEmpty() ? Integer.toString(i) : path + "." + i);
        }
    }
}
