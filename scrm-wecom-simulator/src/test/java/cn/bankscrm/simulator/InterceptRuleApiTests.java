package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.world.InterceptRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InterceptRuleApiTests {
    private final WeComSimulator simulator =
            WeComSimulator.builder().data(SmallCorp.withFriends(1)).clockAtEnd().start();
    private final Client client = new Client(simulator);

    @BeforeEach
    void signIn() throws Exception {
        client.signedIn();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void keepsARuleAsItWasMadeAndChanged() throws Exception {
        String id = add("甲", words(2), "\"user_list\":[\"u1\"]").path("rule_id").asString();
        assertThat(
                        update(
                                "{\"rule_id\":\"" + id
                                        + "\",\"word_list\":[],\"intercept_type\":2,\"extra_rule\":{\"semantics_list\":[1]},"
                                        + "\"add_applicable_range\":{\"department_list\":[2]},\"remove_applicable_range\":{\"user_list\":[\"u1\"]}}"))
                .isZero();
        JsonNode rule = get(id);
        assertThat(rule.path("word_list"))
                .as("an empty list leaves words alone")
                .hasSize(2);
        assertThat(rule.path("intercept_type").asInt()).isEqualTo(2);
        assertThat(rule.path("semantics_list").path(0).asInt()).isEqualTo(1);
        assertThat(rule.path("applicable_range").path("user_list")).isEmpty();
        assertThat(rule.path("applicable_range").path("department_list").path(0).asInt())
                .isEqualTo(2);
        assertThat(update("{\"rule_id\":\"" + id + "\",\"extra_rule\":{\"semantics_list\":[]}}"))
                .isZero();
        assertThat(get(id).path("semantics_list")).isEmpty();

        assertThat(client.get("externalcontact/get_intercept_rule_list").path("rule_list"))
                .hasSize(1);
        assertThat(delete(id)).isZero();
        assertThat(delete(id)).isEqualTo(41071);
        assertThat(delete("1")).isEqualTo(41070);
    }

    @Test
    void refusesWhatWeComRefuses() throws Exception {
        String everybody = "\"department_list\":[1]";
        assertThat(code(add("甲", words(301), everybody))).isEqualTo(41068);
        assertThat(code(add("甲", "\"" + "长".repeat(33) + "\"", everybody))).isEqualTo(41083);
        assertThat(code(add("甲", "\"" + "长".repeat(32) + "\"", everybody))).isZero();
        assertThat(code(add("甲", words(1), everybody))).isEqualTo(41077);
        assertThat(code(add("名".repeat(21), words(1), everybody))).isEqualTo(40058);
        assertThat(code(add("乙", words(1), ""))).isEqualTo(40058);
        assertThat(code(add("乙", words(1), "\"department_list\":[99]"))).isEqualTo(60003);
        assertThat(code(add("乙", words(1), "\"user_list\":[\"nobody\"]"))).isEqualTo(60111);
        String crowd = IntStream.range(0, 1001).mapToObj(i -> "\"u" + i + "\"").collect(Collectors.joining(","));
        assertThat(code(add("乙", words(1), "\"user_list\":[" + crowd + "]"))).isEqualTo(41076);
        for (int i = 1; i < 100; i++) {
            assertThat(code(add("规则" + i, words(1), everybody))).isZero();
        }
        assertThat(code(add("太多", words(1), everybody))).isEqualTo(41069);
    }

    @Test
    void anAppChangesOnlyWhatItMade() throws Exception {
        String id = simulator
                .world()
                .interceptRules()
                .add("后台", List.of("词"), List.of(), 1, Set.of(), Set.of(1L), InterceptRules.CONSOLE)
                .id();
        assertThat(get(id).path("rule_name").asString()).isEqualTo("后台");
        assertThat(update("{\"rule_id\":\"" + id + "\",\"word_list\":[\"别的\"]}"))
                .isEqualTo(60011);
        assertThat(delete(id)).isEqualTo(60011);
    }

    private JsonNode add(String name, String words, String range) throws Exception {
        return client.post(
                "externalcontact/add_intercept_rule",
                "{\"rule_name\":\"" + name + "\",\"word_list\":[" + words
                        + "],\"intercept_type\":1,\"applicable_range\":{" + range + "}}");
    }

    private JsonNode get(String id) throws Exception {
        return client.post("externalcontact/get_intercept_rule", "{\"rule_id\":\"" + id + "\"}")
                .path("rule");
    }

    private int update(String body) throws Exception {
        return code(client.post("externalcontact/update_intercept_rule", body));
    }

    private int delete(String id) throws Exception {
        return code(client.post("externalcontact/del_intercept_rule", "{\"rule_id\":\"" + id + "\"}"));
    }

    private static int code(JsonNode answer) {
        return answer.path("errcode").asInt();
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"词" + i + "\"").collect(Collectors.joining(","));
    }
}
