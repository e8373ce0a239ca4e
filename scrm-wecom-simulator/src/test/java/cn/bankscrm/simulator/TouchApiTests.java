package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.FriendLink;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Mass sends, moments and welcome messages as WeCom takes them. */
class TouchApiTests {
    @TempDir
    private Path folder = Path.of("");

    private WeComSimulator simulator = WeComSimulator.builder().start();
    private Client client = new Client(simulator);

    @BeforeEach
    void begin() throws Exception {
        restart();
    }

    private void restart() throws Exception {
        client.close();
        simulator.close();
        simulator = WeComSimulator.builder()
                .data(SmallCorp.withFriends(3))
                .journal(folder.resolve("journal.jsonl"))
                .clockAt(Instant.parse("2026-11-20T02:00:00Z"))
                .start();
        client = new Client(simulator).signedIn();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void aMassSendReachesCustomersWhenTheMemberConfirmsAndIsKeptOverARestart() throws Exception {
        JsonNode drafted = client.post(
                "externalcontact/add_msg_template",
                "{\"chat_type\":\"single\",\"sender\":\"u1\",\"external_userid\":[\"wm0\",\"wm1\",\"wm?\"],\"text\":{\"content\":\"好\"}}");
        assertThat(drafted.path("fail_list")).hasSize(1);
        String msgid = drafted.path("msgid").asString();
        assertThat(client.post("externalcontact/get_groupmsg_task", "{\"msgid\":\"" + msgid + "\",\"cursor\":null}")
                        .path("task_list")
                        .path(0)
                        .path("status")
                        .asInt())
                .isZero();
        simulator.world().massSends().capPerMonth(1);
        simulator.acts().customerDeletes("wm1", "u1");
        simulator.touches().confirms("u1", msgid);
        assertThatThrownBy(() -> simulator.touches().confirms("u1", msgid)).isInstanceOf(BadRequest.class);
        restart();
        JsonNode results = client.post(
                        "externalcontact/get_groupmsg_send_result",
                        "{\"msgid\":\"" + msgid + "\",\"userid\":\"u1\",\"limit\":1}")
                .path("send_list");
        assertThat(results).hasSize(1);
        assertThat(results.path(0).path("status").asInt()).isEqualTo(1);
        assertThat(client.post(
                                "externalcontact/get_groupmsg_list_v2",
                                "{\"chat_type\":\"single\",\"start_time\":1795000000,\"end_time\":1796000000,\"limit\":1}")
                        .path("group_msg_list"))
                .hasSize(1);
    }

    @Test
    void refusesWhatWeComRefuses() throws Exception {
        assertThat(code(
                        "add_msg_template",
                        "{\"sender\":\"u1\",\"external_userid\":[\"wm?\"],\"text\":{\"content\":\"好\"}}"))
                .isEqualTo(41048);
        assertThat(code("add_msg_template", "{\"sender\":\"u1\"}")).isEqualTo(41089);
        assertThat(code("get_groupmsg_task", "{\"msgid\":\"x\"}")).isEqualTo(41047);
        String msgid = client.post(
                        "externalcontact/add_msg_template", "{\"sender\":\"u1\",\"text\":{\"content\":\"好\"}}")
                .path("msgid")
                .asString();
        for (int i = 0; i < 3; i++) {
            assertThat(code("remind_groupmsg_send", "{\"msgid\":\"" + msgid + "\"}"))
                    .isZero();
        }
        assertThat(code("remind_groupmsg_send", "{\"msgid\":\"" + msgid + "\"}"))
                .isEqualTo(41094);
        assertThat(code("cancel_groupmsg_send", "{\"msgid\":\"" + msgid + "\"}"))
                .isZero();
        assertThat(code("cancel_groupmsg_send", "{\"msgid\":\"" + msgid + "\"}"))
                .isEqualTo(41093);
        assertThatThrownBy(() -> simulator.touches().confirms("u1", msgid)).isInstanceOf(BadRequest.class);
    }

    @Test
    void aWelcomeIsTakenOnceAndWithinTwentySeconds() throws Exception {
        FriendLink first = simulator.acts().scans("wm0", "U2", "");
        String welcome = "{\"welcome_code\":\"%s\",\"text\":{\"content\":\"您好\"}}";
        assertThat(code("send_welcome_msg", welcome.formatted(Events.welcomeCode(first))))
                .isZero();
        assertThat(code("send_welcome_msg", welcome.formatted(Events.welcomeCode(first))))
                .isEqualTo(41051);
        FriendLink second = simulator.acts().scans("wm1", "U2", "");
        simulator.clock().advance(Duration.ofSeconds(21));
        assertThat(code("send_welcome_msg", welcome.formatted(Events.welcomeCode(second))))
                .isEqualTo(41050);
    }

    @Test
    void aMomentIsSeenByTheFriendsOfWhoPublishesIt() throws Exception {
        String job = client.post(
                        "externalcontact/add_moment_task",
                        "{\"text\":{\"content\":\"早\"},\"visible_range\":{\"sender_list\":{\"user_list\":[\"u1\"]}}}")
                .path("jobid")
                .asString();
        String id = client.get("externalcontact/get_moment_task_result?jobid=" + job)
                .path("result")
                .path("moment_id")
                .asString();
        String of = "{\"moment_id\":\"" + id + "\",\"userid\":\"u1\"}";
        assertThat(code("get_moment_comments", of)).isEqualTo(41062);
        simulator.touches().publishes("u1", id);
        simulator.touches().reacts("wm0", "u1", id, false);
        simulator.touches().reacts("wm1", "u1", id, true);
        restart();
        assertThat(client.post("externalcontact/get_moment_customer_list", of).path("customer_list"))
                .hasSize(3);
        JsonNode echo = client.post("externalcontact/get_moment_comments", of);
        assertThat(echo.path("like_list")).hasSize(1);
        assertThat(echo.path("comment_list")).hasSize(1);
    }

    private int code(String api, String body) throws Exception {
        return client.post("externalcontact/" + api, body).path("errcode").asInt();
    }
}
