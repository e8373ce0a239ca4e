package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every kind of message that WeCom documents, one that it does not, and whatever else may come. */
class MessageJsonTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Each line: a message, what can be read of it, how many files it names. */
    static List<JsonNode> samples() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MessageJsonTests.class.getResourceAsStream("message-types.jsonl")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(JSON::readTree).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tellsWordsAndFilesOfEveryKind(JsonNode sample) {
        ParsedMessage parsed =
                MessageJson.read(sample.path("message").toString()).orElseThrow();
        assertThat(parsed.text()).isEqualTo(sample.path("text").asString());
        assertThat(parsed.media()).hasSize(sample.path("media").asInt());
    }

    @Test
    void knowsEveryKindThatIsDocumented() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (JsonNode sample : samples()) {
            kinds.add(MessageJson.read(sample.path("message").toString())
                    .orElseThrow()
                    .kind());
        }
        assertThat(kinds)
                .contains("text", "image", "revoke", "agree", "disagree", "voice", "video", "card", "location")
                .contains("emotion", "file", "link", "weapp", "chatrecord", "todo", "vote", "collect", "redpacket")
                .contains("external_redpacket", "meeting", "meeting_notification", "switch", "docmsg", "markdown")
                .contains("news", "calendar", "mixed", "meeting_voice_call", "voip_doc_share", "sphfeed", "voiptext")
                .contains("qydiskfile", "solitaire", "note", "hologram", "unknown");
    }

    @Test
    void tellsWhoWhenAndWhere() {
        ParsedMessage inRoom = MessageJson.read("""
                {"msgid":"m3_external","action":"send","from":"wmA","tolist":["zhangsan","lisi"],"roomid":"wrBANK0001",
                 "msgtime":1700000070000,"msgtype":"image","image":{"md5sum":"AA","filesize":70961,"sdkfileid":"f"}}
                """).orElseThrow();
        assertThat(inRoom.from()).isEqualTo("wmA");
        assertThat(inRoom.to()).containsExactly("zhangsan", "lisi");
        assertThat(inRoom.room()).isEqualTo("wrBANK0001");
        assertThat(inRoom.at()).contains(Instant.ofEpochMilli(1700000070000L));
        assertThat(inRoom.media()).containsExactly(new ParsedMessage.MediaName("f", "image", 70961, "aa", ""));
    }

    @Test
    void tellsWhatWasRecalledAndWhoAgreed() {
        assertThat(MessageJson.read("""
                        {"msgid":"m2","action":"recall","from":"z","msgtype":"revoke","revoke":{"pre_msgid":"m1"}}
                        """).orElseThrow().replaces()).contains("m1");
        assertThat(MessageJson.read("""
                        {"msgid":"m7","action":"send","from":"wmB","tolist":["z"],"msgtype":"disagree",
                         "disagree":{"userid":"wmB","disagree_time":1700000096000}}
                        """).orElseThrow().agreement())
                .contains(new ParsedMessage.Agreement("wmB", false, Instant.ofEpochMilli(1700000096000L)));
    }

    @Test
    void takesTimesAndNumbersAsTextsAndIgnoresImpossibleOnes() {
        assertThat(MessageJson.read("{\"time\":\"1700000111000\"}")
                        .orElseThrow()
                        .at())
                .contains(Instant.ofEpochMilli(1700000111000L));
        assertThat(MessageJson.read("{\"msgtime\":99999999999999999}")
                        .orElseThrow()
                        .at())
                .isEmpty();
        assertThat(MessageJson.read("{\"msgtime\":\"\"}").orElseThrow().at()).isEmpty();
    }

    @Test
    void refusesOnlyWhatIsNoObject() {
        assertThat(MessageJson.read("[]")).isEmpty();
        assertThat(MessageJson.read("{\"a\":")).isEmpty();
        assertThat(MessageJson.read("")).isEmpty();
        assertThat(MessageJson.read("{}")).isPresent();
        assertThat(MessageJson.read("{\"msgtype\":{\"a\":1},\"tolist\":\"x\",\"from\":7,\"text\":[]}"))
                .isPresent();
    }

    @Property(tries = 300)
    void failsAtNothing(@ForAll String kind, @ForAll String content, @ForAll String name) {
        String json = JSON.writeValueAsString(JSON.createObjectNode()
                .put("msgtype", kind)
                .put("from", name)
                .set(name, JSON.createObjectNode().put("content", content).put("sdkfileid", content)));
        assertThat(MessageJson.read(json)).isPresent();
    }
}
