package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.api.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TagApiTests {
    private final Receiver receiver = new Receiver();
    private WeComSimulator simulator = simulator(false);
    private Client client = new Client(simulator);

    @BeforeEach
    void signIn() throws Exception {
        client.signedIn();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
        receiver.close();
    }

    @Test
    void keepsStrategiesTagsApartFromTheCorps() throws Exception {
        simulator.console().addTag("资产", "50万+");
        String id = simulator.console().addStrategyTag(7, "分行", "钻石").id();
        simulator.acts().tags("u1", "wm1", id);
        JsonNode group =
                client.post("externalcontact/get_strategy_tag_list", "{}").path("tag_group");
        assertThat(group).hasSize(1);
        assertThat(group.path(0).path("strategy_id").asInt()).isEqualTo(7);
        assertThat(client.post("externalcontact/get_strategy_tag_list", "{\"strategy_id\":8}")
                        .path("tag_group"))
                .isEmpty();
        assertThat(client.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .hasSize(1);
        assertThat(client.get("externalcontact/get?external_userid=wm1")
                        .path("follow_user")
                        .path(0)
                        .path("tags")
                        .path(0)
                        .path("type")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void refusesNamesOfOthersAndTagsThatAreTooMany() throws Exception {
        JsonNode made = client.post(
                        "externalcontact/add_corp_tag",
                        "{\"group_name\":\"资产\",\"tag\":[{\"name\":\"甲\"},{\"name\":\"乙\"},{\"name\":\"丙\"}]}")
                .path("tag_group");
        String first = made.path("tag").path(0).path("id").asString();
        String second = made.path("tag").path(1).path("id").asString();
        String third = made.path("tag").path(2).path("id").asString();
        assertThat(code("edit_corp_tag", "{\"id\":\"" + second + "\",\"name\":\"甲\"}"))
                .isEqualTo(40071);
        assertThat(code("edit_corp_tag", "{\"id\":\"" + first + "\",\"name\":\"甲\"}"))
                .isZero();
        client.post("externalcontact/add_corp_tag", "{\"group_name\":\"偏好\",\"tag\":[{\"name\":\"甲\"}]}");
        assertThat(code("edit_corp_tag", "{\"id\":\"" + made.path("group_id").asString() + "\",\"name\":\"偏好\"}"))
                .isEqualTo(40071);
        assertThat(mark(first, second)).isZero();
        assertThat(mark(third, third)).isEqualTo(40144);
        assertThat(code("mark_tag", "{\"userid\":\"u1\",\"external_userid\":\"wm1\",\"add_tag\":[\"et?\"]}"))
                .isEqualTo(40068);
        assertThat(code("mark_tag", "{\"userid\":\"u1\",\"external_userid\":\"wm1\"}"))
                .isEqualTo(41111);
    }

    @Test
    void takesADeletedTagOffEverybody() throws Exception {
        String tag = simulator.console().addTag("资产", "50万+").id();
        simulator.acts().tags("u1", "wm1", tag);
        simulator.console().deleteTag(tag);
        assertThat(simulator
                        .world()
                        .friends()
                        .between("u1", "wm1")
                        .orElseThrow()
                        .notes()
                        .tagIds())
                .isEmpty();
    }

    @Test
    void callsNothingBackOfWhatTheApiChanges() throws Exception {
        simulator.callbackTo(receiver.address());
        client.post("externalcontact/add_corp_tag", "{\"group_name\":\"资产\",\"tag\":[{\"name\":\"甲\"}]}");
        simulator.console().shuffleTagGroups();
        assertThat(receiver.await(1))
                .extracting(arrival -> arrival.value("ChangeType"))
                .containsExactly("shuffle");
    }

    @Test
    void callsItBackWhereThatIsWanted() throws Exception {
        client.close();
        simulator.close();
        simulator = simulator(true);
        client = new Client(simulator).signedIn();
        Receiver echoes = new Receiver();
        simulator.callbackTo(echoes.address());
        String tag = client.post("externalcontact/add_corp_tag", "{\"group_name\":\"资产\",\"tag\":[{\"name\":\"甲\"}]}")
                .path("tag_group")
                .path("tag")
                .path(0)
                .path("id")
                .asString();
        echoes.await(2);
        mark(tag, tag);
        assertThat(echoes.await(3))
                .extracting(arrival -> arrival.value("ChangeType"))
                .contains("edit_external_contact");
        echoes.close();
    }

    private static WeComSimulator simulator(boolean echoes) {
        SimulatorBuilder builder = WeComSimulator.builder()
                .data(SmallCorp.withFriends(3))
                .clockAtEnd()
                .limits(new Limits(1000, 5000, 5, 2, 0));
        return echoes ? builder.apiChangesAreCalledBack().start() : builder.start();
    }

    private int mark(String one, String other) throws Exception {
        return code(
                "mark_tag",
                "{\"userid\":\"u1\",\"external_userid\":\"wm1\",\"add_tag\":[\"" + one + "\",\"" + other + "\"]}");
    }

    private int code(String api, String body) throws Exception {
        return client.post("externalcontact/" + api, body).path("errcode").asInt();
    }
}
