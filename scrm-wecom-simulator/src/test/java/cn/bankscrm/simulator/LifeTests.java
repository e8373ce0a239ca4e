package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.http.HttpFront;
import cn.bankscrm.simulator.http.Json;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.life.PlatformClient;
import cn.bankscrm.simulator.life.Prospect;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LifeTests {
    private static final Prospect PROSPECT = new Prospect("C1", "李丽", "13800000001", "u1", "430000");

    @Test
    void addsDeletesCertifiesAndTagsByItself() throws InterruptedException {
        Set<String> certified = ConcurrentHashMap.newKeySet();
        List<Prospect> prospects = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            prospects.add(new Prospect("C" + i, "李丽", "138%08d".formatted(i), i % 2 == 0 ? "u1" : "", "430000"));
        }
        try (Receiver receiver = new Receiver();
                WeComSimulator simulator = WeComSimulator.builder()
                        .data(SmallCorp.withFriends(50))
                        .callbackTo(receiver.address())
                        .start()) {
            simulator.console().addTag("兴趣", "基金");
            simulator.live(
                    Duration.ofMillis(2),
                    prospects,
                    (customer, externalUserid, at) -> certified.add(customer.customerNo()));
            await().until(() -> certified.size() >= 10 && tagged(simulator));

            assertThat(receiver.arrivals().stream()
                            .filter(arrival -> arrival.plain().contains("<ChangeType>"))
                            .map(arrival -> arrival.value("ChangeType"))
                            .collect(Collectors.toSet()))
                    .contains("add_external_contact", "del_follow_user", "edit_external_contact");
        }
    }

    private static boolean tagged(WeComSimulator simulator) {
        return simulator.world().friends().everyLink().stream()
                .anyMatch(link -> !link.notes().tagIds().isEmpty());
    }

    @Test
    void tellsThePlatformOfACertificationWithANewTokenWhereTheOldOneEnded() {
        List<JsonNode> bindings = new ArrayList<>();
        List<String> tokens = new ArrayList<>(List.of("old", "new"));
        try (HttpFront platform = new HttpFront("127.0.0.1", 0)
                .serve("/oauth2/token", request -> {
                    assertThat(request.form())
                            .containsEntry("grant_type", "client_credentials")
                            .containsEntry("scope", "real-name");
                    return Response.json(Map.of("access_token", tokens.removeFirst()));
                })
                .serve("/api/v1/real-name/bindings", request -> {
                    bindings.add(Json.MAPPER.readTree(request.body()));
                    return Response.text(bindings.size() == 1 ? 401 : 201, "");
                })) {
            platform.start();
            PlatformClient client =
                    new PlatformClient(URI.create("http://127.0.0.1:" + platform.port()), "bank", "secret");

            assertThat(client.certify(PROSPECT, "wm1", Instant.parse("2026-11-01T00:00:00Z")))
                    .isTrue();
        }
        assertThat(tokens).isEmpty();
        assertThat(bindings).hasSize(2);
        JsonNode binding = bindings.getLast();
        assertThat(binding.path("externalUserId").asString()).isEqualTo("wm1");
        assertThat(binding.path("customerNo").asString()).isEqualTo("C1");
        assertThat(binding.path("mobile").asString()).isEqualTo("13800000001");
        assertThat(binding.path("boundAt").asString()).isEqualTo("2026-11-01T00:00:00Z");
        assertThat(binding.path("province").asString()).isEqualTo("430000");
        assertThat(binding.path("consentVersion").asString()).isNotEmpty();
    }

    @Test
    void keepsTheCustomersNameAndMobileOutOfItsText() {
        assertThat(PROSPECT.toString())
                .contains("C1")
                .doesNotContain("13800000001")
                .doesNotContain("李丽");
    }
}
