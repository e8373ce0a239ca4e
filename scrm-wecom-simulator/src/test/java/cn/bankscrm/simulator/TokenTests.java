package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.api.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokenTests {
    private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final InstantSource realTime = () -> now;
    private final WeComSimulator simulator = WeComSimulator.builder()
            .data(SmallCorp.withFriends(1))
            .secret("customer", "s3cret")
            .secret("contact", "other")
            .wrongSecretsAllowed(3)
            .realTime(realTime)
            .start();
    private final Client client = new Client(simulator);

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private JsonNode token(String corp, String secret) throws Exception {
        return client.getJson("/cgi-bin/gettoken?corpid=" + corp + "&corpsecret=" + secret);
    }

    private int use(String token) throws Exception {
        return client.getJson("/cgi-bin/department/list?access_token=" + token)
                .path("errcode")
                .asInt();
    }

    private static int code(JsonNode answer) {
        return answer.path("errcode").asInt();
    }

    @Test
    void givesOneTokenASecretAndTheSameAgain() throws Exception {
        JsonNode first = token(simulator.corpId(), "s3cret");
        now = now.plusSeconds(100);
        JsonNode again = token(simulator.corpId(), "s3cret");

        assertThat(first.path("expires_in").asInt()).isEqualTo(7200);
        assertThat(again.path("expires_in").asInt()).isEqualTo(7100);
        assertThat(again.path("access_token")).isEqualTo(first.path("access_token"));
        assertThat(token(simulator.corpId(), "other").path("access_token")).isNotEqualTo(first.path("access_token"));
    }

    @Test
    void refusesWrongCorpsAndSecretsAndTokens() throws Exception {
        assertThat(code(token("ww0", "s3cret"))).isEqualTo(40013);
        assertThat(code(token("", "s3cret"))).isEqualTo(41002);
        assertThat(code(token(simulator.corpId(), ""))).isEqualTo(41004);
        assertThat(code(token(simulator.corpId(), "wrong"))).isEqualTo(40001);
        assertThat(use("")).isEqualTo(41001);
        assertThat(use("nonsense")).isEqualTo(40014);
    }

    @Test
    void letsATokenEndInRealTime() throws Exception {
        String token = token(simulator.corpId(), "s3cret").path("access_token").asString();
        simulator.clock().advance(Duration.ofDays(300));
        assertThat(use(token)).isZero();
        now = now.plusSeconds(7200);
        assertThat(use(token)).isEqualTo(42001);
        assertThat(token(simulator.corpId(), "s3cret").path("access_token").asString())
                .isNotEqualTo(token);
    }

    @Test
    void shutsOutAnAddressForAnHourAfterTooManyWrongSecrets() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(code(token(simulator.corpId(), "wrong" + i))).isEqualTo(40001);
        }
        assertThat(code(token(simulator.corpId(), "s3cret"))).isEqualTo(45009);
        now = now.plus(Duration.ofHours(1));
        assertThat(code(token(simulator.corpId(), "s3cret"))).isZero();
    }

    @Test
    void withdrawsTokensWhenTold() throws Exception {
        String token = token(simulator.corpId(), "s3cret").path("access_token").asString();
        client.deleteRaw("/sim/tokens");
        assertThat(use(token)).isEqualTo(42001);
    }

    @Test
    void shutsAPathForAMinuteOverItsLimit() throws Exception {
        try (WeComSimulator strict = WeComSimulator.builder()
                        .data(SmallCorp.withFriends(1))
                        .limits(new Limits(3, 100, 5, 100, 0))
                        .realTime(realTime)
                        .start();
                Client caller = new Client(strict).signedIn()) {
            for (int i = 0; i < 3; i++) {
                assertThat(code(caller.get("department/list"))).isZero();
            }
            assertThat(code(caller.get("department/list"))).isEqualTo(45009);
            assertThat(code(caller.get("department/simplelist"))).isZero();
            now = now.plusSeconds(59);
            assertThat(code(caller.get("department/list"))).isEqualTo(45009);
            now = now.plusSeconds(1);
            assertThat(code(caller.get("department/list"))).isZero();
        }
    }
}
