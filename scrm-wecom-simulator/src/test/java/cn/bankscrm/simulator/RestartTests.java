package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whatever changed in the world before a restart is as the API tells it afterwards. */
class RestartTests {
    @TempDir
    private Path folder = Path.of("");

    private WeComSimulator simulator() {
        return WeComSimulator.builder()
                .data(SmallCorp.withFriends(4))
                .journal(folder.resolve("journal.jsonl"))
                .clockAt(Instant.parse("2026-11-20T02:00:00Z"))
                .start();
    }

    @Test
    void showsTheSameWorldAfterARestart() throws Exception {
        Map<String, JsonNode> before;
        try (WeComSimulator first = simulator();
                Client client = new Client(first).signedIn()) {
            Map<String, JsonNode> untouched = world(first);
            change(first, client);
            before = world(first);
            before.forEach((path, answer) -> {
                assertThat(answer.path("errcode").asInt()).as(path).isZero();
                assertThat(answer.toString()).as("changed: %s", path).isNotEqualTo(String.valueOf(untouched.get(path)));
            });
        }

        try (WeComSimulator second = simulator()) {
            assertThat(world(second)).isEqualTo(before);
            assertThat(second.acts().accepts("U2", "wm1").state()).isEqualTo("qr-2");
        }
    }

    @Test
    void goesOnCountingWhereItStopped() {
        String first;
        String rule;
        try (WeComSimulator simulator = simulator()) {
            first = simulator.console().addTag("等级", "贵宾").id();
            simulator.console().deleteTag(first);
            rule = simulator
                    .world()
                    .interceptRules()
                    .add("甲", List.of("词"), List.of(), 1, Set.of("u1"), Set.of(), "customer")
                    .id();
            simulator.world().interceptRules().remove(rule);
        }
        try (WeComSimulator simulator = simulator()) {
            assertThat(simulator.world().tags().groups()).isEmpty();
            assertThat(simulator.console().addTag("等级", "贵宾").id()).isGreaterThan(first);
            assertThat(simulator.world().interceptRules().wasDeleted(rule)).isTrue();
        }
    }

    /** Everything that people, the administrator and the platform can change. */
    private static void change(WeComSimulator simulator, Client client) throws Exception {
        String kept = simulator.console().addTag("客户等级", "贵宾").id();
        String gone = simulator.console().addTag("客户等级", "过时").id();
        String strategy = simulator.console().addStrategyTag(7, "分行", "钻石").id();
        JsonNode made = client.post(
                        "externalcontact/add_corp_tag",
                        "{\"group_name\":\"兴趣\",\"tag\":[{\"name\":\"基金\",\"order\":3}]}")
                .path("tag_group");
        simulator.acts().tags("u1", "wm0", gone);
        simulator.acts().tags("u1", "wm0", kept);
        simulator.acts().tags("u1", "wm1", strategy);
        simulator.acts().tags("u1", "wm2", kept);
        simulator.acts().untags("u1", "wm2", kept);
        simulator.console().deleteTag(gone);
        simulator.console().renameTag(kept, "钻石贵宾");
        simulator.console().renameTagGroup(made.path("group_id").asString(), "爱好");
        simulator.console().shuffleTagGroups();
        client.post(
                "externalcontact/remark",
                "{\"userid\":\"u1\",\"external_userid\":\"wm3\",\"remark\":\"老李\",\"description\":\"爱钓鱼\","
                        + "\"remark_company\":\"某公司\",\"remark_mobiles\":[\"13800000009\"]}");
        client.post(
                "externalcontact/add_intercept_rule",
                "{\"rule_name\":\"甲\",\"word_list\":[\"保本\"],\"intercept_type\":1,"
                        + "\"applicable_range\":{\"user_list\":[\"u1\"]}}");
        simulator.console().joins(new Member("u9", "钱九", List.of(2L), "客户经理", Member.ACTIVE, null));
        simulator.console().moves("u1", 2);
        simulator.console().putDepartment(new Department(4, "湖南第2支行", 2, 7, "0102"));
        simulator.console().leaves("U2");
        simulator.console().joins(new Member("U2", "王二", List.of(3L), "柜员", Member.ACTIVE, null));
        simulator.acts().asks("wm1", "U2", "qr-2");
        simulator.acts().scans("wm0", "U2", "qr-3");
        simulator.acts().customerDeletes("wm2", "u1");
        simulator
                .chats()
                .log()
                .add(Json.MAPPER.readTree(
                        "{\"action\":\"send\",\"from\":\"wm0\",\"tolist\":[\"u1\"],\"roomid\":\"\",\"msgtype\":\"agree\","
                                + "\"agree\":{\"userid\":\"wm0\",\"agree_time\":1790000000000}}"));
    }

    private static Map<String, JsonNode> world(WeComSimulator simulator) throws Exception {
        Map<String, JsonNode> told = new LinkedHashMap<>();
        try (Client client = new Client(simulator).signedIn()) {
            for (String path : List.of("get_corp_tag_list", "get_strategy_tag_list")) {
                told.put(path, client.post("externalcontact/" + path, "{}"));
            }
            told.put(
                    "batch/get_by_user",
                    client.post("externalcontact/batch/get_by_user", "{\"userid_list\":[\"u1\",\"U2\",\"u9\"]}"));
            List<JsonNode> contacts = new ArrayList<>();
            for (String contact : List.of("wm0", "wm1", "wm3")) {
                contacts.add(client.get("externalcontact/get?external_userid=" + contact));
            }
            told.put("get", Json.MAPPER.valueToTree(Map.of("contacts", contacts)));
            JsonNode rules = client.get("externalcontact/get_intercept_rule_list");
            told.put("get_intercept_rule_list", rules);
            told.put(
                    "get_intercept_rule",
                    client.post(
                            "externalcontact/get_intercept_rule",
                            "{\"rule_id\":\""
                                    + rules.path("rule_list")
                                            .path(0)
                                            .path("rule_id")
                                            .asString() + "\"}"));
            told.put("department/list", client.get("department/list"));
        }
        try (Client client = new Client(simulator).signedIn("contact")) {
            told.put("user/list", client.get("user/list?department_id=2"));
        }
        try (Client client = new Client(simulator).signedIn("archive")) {
            told.put(
                    "check_single_agree",
                    client.post(
                            "msgaudit/check_single_agree",
                            "{\"info\":[{\"userid\":\"u1\",\"exteranalopenid\":\"wm0\"}]}"));
        }
        return told;
    }
}
