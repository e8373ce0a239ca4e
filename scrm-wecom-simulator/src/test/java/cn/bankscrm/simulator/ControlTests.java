package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.http.Json;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlTests {
    private final Receiver receiver = new Receiver();
    private final WeComSimulator simulator = WeComSimulator.builder()
            .data(SmallCorp.withFriends(12))
            .clockAtStart()
            .retryPause(Duration.ofMillis(5))
            .ledgerSize(5)
            .start();
    private final Client client = new Client(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
        receiver.close();
    }

    private JsonNode post(String path, String body) throws Exception {
        return Json.MAPPER.readTree(client.postRaw(path, body).body());
    }

    @Test
    void replaysASpanAndTellsHowFarItIs() throws Exception {
        JsonNode checked = post("/sim/callback", "{\"url\":\"" + receiver.address() + "/wecom/callback\"}");
        assertThat(checked.path("customer").asBoolean()).isTrue();
        JsonNode started = post(
                "/sim/replay",
                "{\"from\":" + SmallCorp.BEGIN + ",\"to\":" + (SmallCorp.BEGIN + 10) + ",\"concurrency\":2}");
        assertThat(started.path("total").asInt()).isEqualTo(10);
        receiver.await(10);
        await().until(() -> !client.getJson("/sim/status").path("running").asBoolean(true));
        JsonNode status = client.getJson("/sim/status");
        assertThat(status.path("state").asString()).isEqualTo("finished");
        assertThat(status.path("done").asInt()).isEqualTo(10);
        assertThat(status.path("now").asLong()).isEqualTo(SmallCorp.BEGIN + 10);
        JsonNode ledger = client.getJson("/sim/ledger?callbacks_after=7&limit=2");
        assertThat(ledger.path("totals").path("acknowledged").asInt()).isEqualTo(10);
        assertThat(ledger.path("callbacks")).hasSize(2);
        assertThat(ledger.path("callbacks").path(0).path("number").asInt()).isEqualTo(8);
        assertThat(ledger.path("callbacks")
                        .path(0)
                        .path("attempts")
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("200");
    }

    @Test
    void switchesFaultsOnAndOff() throws Exception {
        assertThat(post("/sim/faults", "{\"kind\":\"drop\",\"share\":0.02}").path("faults"))
                .hasSize(1);
        assertThat(post(
                                "/sim/faults",
                                "[{\"kind\":\"slow\",\"share\":1,\"seconds\":0.5},{\"kind\":\"drop\",\"share\":0}]")
                        .path("faults")
                        .path(0)
                        .path("seconds")
                        .asDouble())
                .isEqualTo(0.5);
        assertThat(client.postRaw("/sim/faults", "{\"kind\":\"flood\"}").statusCode())
                .isEqualTo(400);
        assertThat(client.postRaw("/sim/faults", "{\"kind\":\"drop\",\"share\":2}")
                        .statusCode())
                .isEqualTo(400);
        client.deleteRaw("/sim/faults");
        assertThat(client.getJson("/sim/faults").path("faults")).isEmpty();
    }

    @Test
    void movesTheClock() throws Exception {
        assertThat(post("/sim/clock", "{\"now\":\"2026-10-31\",\"advance_seconds\":60}")
                        .path("moment")
                        .asString())
                .isEqualTo("2026-10-30T16:01:00Z");
        assertThat(post("/sim/clock", "{\"now\":\"2026-10-31T23:59:59+08:00\",\"running\":true}")
                        .path("clock_running")
                        .asBoolean())
                .isTrue();
        assertThat(post("/sim/clock", "{\"real\":true}").path("now").asLong())
                .isCloseTo(InstantSource.system().instant().getEpochSecond(), Offset.offset(60L));
        assertThat(client.postRaw("/sim/clock", "{\"now\":\"tomorrow\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void actsAsToldAndTellsTheCorp() throws Exception {
        simulator.callbackTo(receiver.address());
        simulator.clock().advance(Duration.ofHours(1));
        String id = post("/sim/act", "{\"act\":\"new_customer\",\"name\":\"李女士\"}")
                .path("external_userid")
                .asString();
        String pair = "\"userid\":\"u1\",\"external_userid\":\"" + id + "\"}";
        post("/sim/act", "{\"act\":\"ask\",\"state\":\"qr-9\"," + pair);
        receiver.await(1);
        post("/sim/act", "{\"act\":\"accept\"," + pair);
        receiver.await(2);
        post("/sim/act", "{\"act\":\"remark\",\"remark\":\"李总\"," + pair);
        receiver.await(3);
        post("/sim/act", "{\"act\":\"customer_deletes\"," + pair);
        receiver.await(4);
        post("/sim/act", "{\"act\":\"scan\"," + pair);
        receiver.await(5);
        post("/sim/act", "{\"act\":\"member_deletes\"," + pair);

        assertThat(receiver.await(6))
                .extracting(arrival -> arrival.value("ChangeType"))
                .containsExactly(
                        "add_half_external_contact",
                        "add_external_contact",
                        "edit_external_contact",
                        "del_follow_user",
                        "add_external_contact",
                        "del_external_contact");
        assertThat(receiver.arrivals().get(1).plain()).contains("qr-9").doesNotContain("WelcomeCode");
        HttpResponse<String> twice = client.postRaw("/sim/act", "{\"act\":\"member_deletes\"," + pair);
        assertThat(twice.statusCode()).isEqualTo(400);
    }

    @Test
    void tellsOfTagsAndOfTheDirectory() throws Exception {
        simulator.callbackTo(receiver.address());
        String tag = simulator.console().addTag("资产", "50万+").id();
        receiver.await(2);
        simulator.console().renameTag(tag, "五十万");
        receiver.await(3);
        simulator.console().moves("u1", 2);
        receiver.await(4);
        simulator.console().leaves("u1");

        assertThat(receiver.await(5))
                .extracting(arrival -> arrival.path() + " " + arrival.value("ChangeType"))
                .containsExactlyInAnyOrder(
                        "/wecom/callback/customer create",
                        "/wecom/callback/customer create",
                        "/wecom/callback/customer update",
                        "/wecom/callback/contact update_user",
                        "/wecom/callback/contact delete_user");
        assertThat(receiver.arrivals().get(3).value("Department")).isEqualTo("2");
    }
}
