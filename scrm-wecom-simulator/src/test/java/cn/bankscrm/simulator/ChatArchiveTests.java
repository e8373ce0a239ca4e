package cn.bankscrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.bankscrm.simulator.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The archive: what members and customers said, sealed, and everything that can be done to it. */
class ChatArchiveTests {
    @TempDir
    private Path folder = Path.of("");

    private static SimulatorBuilder corp() {
        return WeComSimulator.builder().data(SmallCorp.withFriends(5));
    }

    @Test
    void handsOutConversationsSealedWithTheBanksKey() throws Exception {
        try (WeComSimulator simulator = corp().start();
                Client client = new Client(simulator).signedIn("archive")) {
            simulator.chats().conversations(40, Duration.ofHours(2));
            JsonNode page = client.post("msgaudit/sim_get_chat_data", "{\"seq\":0,\"limit\":1000}");
            assertThat(page.path("chatdata").size()).isGreaterThanOrEqualTo(40);
            Set<String> kinds = new HashSet<>();
            long expected = 1;
            for (JsonNode entry : page.path("chatdata")) {
                assertThat(entry.path("seq").asLong()).isEqualTo(expected++);
                JsonNode message = opened(simulator, entry);
                assertThat(message.path("msgid").asString())
                        .isEqualTo(entry.path("msgid").asString());
                assertThat(message.path("tolist").size()).isEqualTo(1);
                kinds.add(message.path("msgtype").asString());
            }
            assertThat(kinds).contains("text", "agree");
            assertThat(client.post("msgaudit/sim_get_chat_data", "{\"seq\":0,\"limit\":1001}")
                            .path("errcode")
                            .asInt())
                    .isEqualTo(10000);
            assertThat(client.post("msgaudit/sim_get_chat_data", "{\"seq\":" + (expected - 1) + ",\"limit\":10}")
                            .path("chatdata")
                            .size())
                    .isZero();
        }
    }

    @Test
    void keepsRotatedKeysInTheirFolder() throws Exception {
        Path keys = folder.resolve("archive-keys");
        try (WeComSimulator simulator = corp().archiveKeys(keys).start();
                Client client = new Client(simulator).signedIn("archive")) {
            said(client, "一");
            steer(client, "rotate", "{}");
        }
        assertThat(keys.resolve("1.pem")).exists();
        assertThat(keys.resolve("2.pem")).exists();
        try (WeComSimulator simulator = corp().archiveKeys(keys).start();
                Client client = new Client(simulator).signedIn("archive")) {
            assertThat(simulator.chats().log().keys().privateKeys())
                    .containsOnlyKeys(1, 2)
                    .containsEntry(2, Files.readString(keys.resolve("2.pem")));
            said(client, "二");
            assertThat(page(client).findValuesAsString("publickey_ver")).containsExactly("2");
        }
    }

    @Test
    void lifeBeginsWithChatsOfTheLastMonth() throws Exception {
        try (WeComSimulator simulator =
                        corp().clockAt(Instant.parse("2026-11-20T02:00:00Z")).start();
                Client client = new Client(simulator).signedIn("archive")) {
            simulator.live(Duration.ofHours(1), List.of(), (customer, externalUserid, at) -> false);
            await().until(() -> simulator.chats().log().size() > 0);
            JsonNode first = opened(simulator, page(client).path(0));
            assertThat(Instant.ofEpochMilli(first.path("msgtime").asLong())
                            .atZone(ZoneId.of("Asia/Shanghai"))
                            .toLocalDate())
                    .isEqualTo("2026-10-01");
        }
    }

    @Test
    void opensToTheArchiveAppAlone() throws Exception {
        try (WeComSimulator simulator = corp().start();
                Client client = new Client(simulator).signedIn()) {
            assertThat(client.post("msgaudit/sim_get_chat_data", "{\"seq\":0,\"limit\":10}")
                            .path("errcode")
                            .asInt())
                    .isEqualTo(48002);
        }
    }

    @Test
    void rotatesCorruptsRepeatsAndLeavesOutOnDemand() throws Exception {
        try (WeComSimulator simulator = corp().start();
                Client client = new Client(simulator).signedIn("archive")) {
            said(client, "一");
            steer(client, "rotate", "{}");
            said(client, "二");
            steer(client, "gap", "{\"numbers\":2}");
            said(client, "三");
            steer(client, "again", "{\"seq\":1}");
            steer(client, "corrupt", "{\"seq\":2,\"part\":\"key\"}");
            steer(client, "withhold", "{\"seq\":5}");
            JsonNode page = page(client);
            assertThat(page.findValuesAsString("seq")).containsExactly("1", "2", "6");
            assertThat(page.findValuesAsString("publickey_ver")).containsExactly("1", "2", "1");
            assertThat(page.path(1).path("encrypt_random_key").asString()).isEqualTo("AAAA");
            assertThat(page.path(2).path("msgid")).isEqualTo(page.path(0).path("msgid"));
            steer(client, "release", "{}");
            assertThat(page(client).findValuesAsString("seq")).containsExactly("1", "2", "5", "6");
            steer(client, "repeat", "{}");
            assertThat(client.post("msgaudit/sim_get_chat_data", "{\"seq\":6,\"limit\":1000}")
                            .path("chatdata")
                            .size())
                    .isEqualTo(4);
            assertThat(client.getJson("/sim/archive/keys").path("private_keys").size())
                    .isEqualTo(2);
        }
    }

    @Test
    void handsFilesOutInPieces() throws Exception {
        try (WeComSimulator simulator = corp().start();
                Client client = new Client(simulator).signedIn("archive")) {
            steer(client, "file", "{\"sdkfileid\":\"f\",\"bytes\":600000}");
            JsonNode first = client.post("msgaudit/sim_get_media_data", "{\"sdkfileid\":\"f\",\"indexbuf\":\"\"}");
            assertThat(Base64.getDecoder().decode(first.path("data").asString()))
                    .hasSize(524_288);
            assertThat(first.path("is_finish").asInt()).isZero();
            JsonNode second = client.post(
                    "msgaudit/sim_get_media_data",
                    "{\"sdkfileid\":\"f\",\"indexbuf\":\""
                            + first.path("outindexbuf").asString() + "\"}");
            assertThat(Base64.getDecoder().decode(second.path("data").asString()))
                    .hasSize(600_000 - 524_288);
            assertThat(second.path("is_finish").asInt()).isEqualTo(1);
        }
    }

    @Test
    void tellsConsentsAndKeepsWhatWasSaidForFiveDaysAndOverARestart() throws Exception {
        Path journal = folder.resolve("journal");
        try (WeComSimulator simulator = corp().journal(journal).start();
                Client client = new Client(simulator).signedIn("archive")) {
            client.postRaw("/sim/archive/messages", """
                    {"action":"send","from":"wm1","tolist":["u1"],"msgtype":"agree","agree":{"userid":"wm1","agree_time":1}}
                    """);
            assertThat(client.post(
                                    "msgaudit/check_single_agree",
                                    "{\"info\":[{\"userid\":\"u1\",\"exteranalopenid\":\"wm1\"},{\"userid\":\"u1\",\"exteranalopenid\":\"wm2\"}]}")
                            .path("agreeinfo"))
                    .hasSize(1)
                    .allSatisfy(row ->
                            assertThat(row.path("agree_status").asString()).isEqualTo("Agree"));
            assertThat(client.post("msgaudit/get_permit_user_list", "{}")
                            .path("ids")
                            .toString())
                    .contains("u1");
        }
        try (WeComSimulator simulator = corp().journal(journal).start();
                Client client = new Client(simulator).signedIn("archive")) {
            said(client, "后来");
            assertThat(page(client).findValuesAsString("seq")).containsExactly("1", "2");
            simulator.clock().advance(Duration.ofDays(6));
            assertThat(page(client).size()).isZero();
        }
    }

    private static void said(Client client, String text) throws IOException, InterruptedException {
        client.postRaw("/sim/archive/messages", """
                {"action":"send","from":"u1","tolist":["wm1"],"msgtype":"text","text":{"content":"%s"}}
                """.formatted(text));
    }

    private static void steer(Client client, String step, String body) throws IOException, InterruptedException {
        assertThat(client.postRaw("/sim/archive/" + step, body).statusCode()).isEqualTo(200);
    }

    private static JsonNode page(Client client) throws IOException, InterruptedException {
        return client.post("msgaudit/sim_get_chat_data", "{\"seq\":0,\"limit\":1000}")
                .path("chatdata");
    }

    private static JsonNode opened(WeComSimulator simulator, JsonNode entry) throws GeneralSecurityException {
        String pem = String.valueOf(simulator
                .chats()
                .log()
                .keys()
                .privateKeys()
                .get(entry.path("publickey_ver").asInt()));
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.DECRYPT_MODE, key);
        byte[] random = HexFormat.of()
                .parseHex(new String(
                        rsa.doFinal(Base64.getDecoder()
                                .decode(entry.path("encrypt_random_key").asString())),
                        StandardCharsets.US_ASCII));
        byte[] body = Base64.getDecoder().decode(entry.path("encrypt_chat_msg").asString());
        Cipher aes = Cipher.getInstance("AES/CBC/PKCS5Padding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(random, "AES"), new IvParameterSpec(body, 0, 16));
        return Json.MAPPER.readTree(aes.doFinal(body, 16, body.length - 16));
    }
}
