package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.world.Directory;
import cn.bankscrm.simulator.world.InterceptRules;
import cn.bankscrm.simulator.world.InterceptRules.Rule;
import cn.bankscrm.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The corp's intercept rules (聊天敏感词). An app changes and deletes only what it made. */
final class InterceptRuleApi {
    private static final String PREFIX = "externalcontact/";
    private static final int MOST_RULES = 100;
    private static final int MOST_WORDS = 300;
    private static final int LONGEST_WORD = 32;
    private static final int LONGEST_NAME = 20;
    private static final int MOST_NODES_PER_CALL = 1_000;
    private static final int MOST_USERS = 10_000;

    private final InterceptRules rules;
    private final Directory directory;

    InterceptRuleApi(World world) {
        this.rules = world.interceptRules();
        this.directory = world.directory();
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add(PREFIX + "add_intercept_rule", this::add)
                .add(PREFIX + "get_intercept_rule_list", request -> list())
                .add(PREFIX + "get_intercept_rule", this::get)
                .add(PREFIX + "update_intercept_rule", this::update)
                .add(PREFIX + "del_intercept_rule", this::delete);
    }

    private record Range(Set<String> users, Set<Long> departments) {

        boolean isEmpty() {
            return users.isEmpty() && departments.isEmpty();
        }
    }

    private synchronized Map<String, Object> add(ApiRequest request) {
        if (rules.all().size() >= MOST_RULES) {
            throw new ApiError(41069, "intercept rule reach limit");
        }
        String name = name(request, "");
        List<String> words = words(request);
        List<Integer> patterns = patterns(request.objects("semantics_list"));
        Range range = range(request, "applicable_range");
        if (words.isEmpty() && patterns.isEmpty()) {
            throw ApiError.invalid("word_list");
        }
        if (range.isEmpty()) {
            throw ApiError.invalid("applicable_range");
        }
        Rule rule = rules.add(name, words, patterns, type(request), range.users(), range.departments(), request.app());
        return Map.of("rule_id", rule.id());
    }

    private Map<String, Object> list() {
        return Map.of(
                "rule_list",
                rules.all().stream()
                        .map(rule -> Map.of(
                                "rule_id", rule.id(), "rule_name", rule.name(), "create_time", rule.createTime()))
                        .toList());
    }

    private Map<String, Object> get(ApiRequest request) {
        Rule rule = known(request);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("rule_id", rule.id());
        view.put("rule_name", rule.name());
        view.put("word_list", rule.words());
        view.put("semantics_list", rule.patterns());
        view.put("intercept_type", rule.type());
        view.put("applicable_range", Map.of("user_list", rule.users(), "department_list", rule.departments()));
        view.put("create_time", rule.createTime());
        return Map.of("rule", view);
    }

    private synchronized Map<String, Object> update(ApiRequest request) {
        Rule rule = own(request);
        if (request.has("rule_name")) {
            rule = rule.renamed(name(request, rule.id()));
        }
        List<String> words = words(request);
        if (!words.isEmpty()) {
            rule = rule.withWords(words);
        }
        if (request.has("extra_rule")) {
            List<JsonNode> given = new ArrayList<>();
            request.object("extra_rule").path("semantics_list").forEach(given::add);
            rule = rule.withPatterns(patterns(given));
        }
        if (request.has("intercept_type")) {
            rule = rule.withType(type(request));
        }
        Range added = range(request, "add_applicable_range");
        Range removed = range(request, "remove_applicable_range");
        Set<String> users = new LinkedHashSet<>(rule.users());
        users.addAll(added.users());
        users.removeAll(removed.users());
        Set<Long> departments = new LinkedHashSet<>(rule.departments());
        departments.addAll(added.departments());
        departments.removeAll(removed.departments());
        if (new Range(users, departments).isEmpty()) {
            throw ApiError.invalid("applicable_range");
        }
        if (users.size() > MOST_USERS) {
            throw tooWide();
        }
        rules.replace(rule.reaching(users, departments));
        return Answers.OK;
    }

    private synchronized Map<String, Object> delete(ApiRequest request) {
        rules.remove(own(request).id());
        return Answers.OK;
    }

    private Rule known(ApiRequest request) {
        String id = request.text("rule_id");
        return rules.rule(id)
                .orElseThrow(() -> rules.wasDeleted(id)
                        ? new ApiError(41071, "intercept rule already deleted")
                        : new ApiError(41070, "invalid rule_id"));
    }

    private Rule own(ApiRequest request) {
        Rule rule = known(request);
        if (!rule.owner().equals(request.app())) {
            throw new ApiError(60011, "no privilege to access/modify contact/party/agent");
        }
        return rule;
    }

    private String name(ApiRequest request, String except) {
        String name = request.text("rule_name");
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw ApiError.invalid("rule_name");
        }
        if (rules.isTaken(name, except)) {
            throw new ApiError(41077, "rule name already exist");
        }
        return name;
    }

    private static List<String> words(ApiRequest request) {
        List<String> words = request.texts("word_list");
        if (words.size() > MOST_WORDS) {
            throw new ApiError(41068, "word list too long");
        }
        if (words.stream().anyMatch(word -> word.isBlank() || word.codePointCount(0, word.length()) > LONGEST_WORD)) {
            throw new ApiError(41083, "invalid word");
        }
        return words;
    }

    private static List<Integer> patterns(List<JsonNode> given) {
        List<Integer> patterns = given.stream().map(node -> node.asInt(0)).toList();
        if (patterns.stream().anyMatch(pattern -> pattern < 1 || pattern > 3)) {
            throw new ApiError(41084, "invalid semantics");
        }
        return patterns;
    }

    private static int type(ApiRequest request) {
        long type = request.number("intercept_type", 0);
        if (type != 1 && type != 2) {
            throw ApiError.invalid("intercept_type");
        }
        return (int) type;
    }

    private Range range(ApiRequest request, String field) {
        Set<String> users = new LinkedHashSet<>();
        Set<Long> departments = new LinkedHashSet<>();
        JsonNode range = request.object(field);
        range.path("user_list").forEach(user -> users.add(ApiRequest.text(user)));
        range.path("department_list").forEach(department -> departments.add(department.asLong(0)));
        if (users.size() > MOST_NODES_PER_CALL || departments.size() > MOST_NODES_PER_CALL) {
            throw tooWide();
        }
        if (!users.stream().allMatch(user -> directory.member(user).isPresent())) {
            throw ApiError.unknownMember();
        }
        if (!departments.stream()
                .allMatch(department -> directory.department(department).isPresent())) {
            throw new ApiError(60003, "department not found");
        }
        return new Range(users, departments);
    }

    private static ApiError tooWide() {
        return new ApiError(41076, "applicable range too large, please use department");
    }
}
