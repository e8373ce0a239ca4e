package cn.bankscrm.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.inbound.CallbackInbox;
import cn.bankscrm.core.inbound.DeadLetter;
import cn.bankscrm.core.inbound.DeadLetterContent;
import cn.bankscrm.core.inbound.InboxEventId;
import cn.bankscrm.core.inbound.InboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class InboxApiTests {

    private static final Instant T0 = Instant.parse("2026-10-01T02:00:00Z");

    private final Keeper keeper = new Keeper();
    private final MockMvcTester mvc = MockMvcTester.of(new InboxApi(keeper));

    @Test
    void saysHowTheInboxStands() {
        keeper.state = new InboxState(3, 2, 1, Duration.ofSeconds(75), Optional.of(T0));

        assertThat(mvc.get().uri("/api/v1/wecom/inbox"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"pending": 3, "processing": 2, "dead": 1, "oldestPendingSeconds": 75,
                         "lastEventAt": "2026-10-01T02:00:00Z"}
                        """);
    }

    @Test
    void saysNullWhenNoEventEverCame() {
        assertThat(mvc.get().uri("/api/v1/wecom/inbox"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"pending": 0, "processing": 0, "dead": 0, "oldestPendingSeconds": 0, "lastEventAt": null}
                        """);
    }

    @Test
    void listsDeadLettersFromWhereTheLastPageEnded() {
        keeper.letters.add(letter(9));
        keeper.letters.add(letter(8));
        keeper.letters.add(letter(7));

        assertThat(mvc.get().uri("/api/v1/wecom/inbox/dead-letters?before=9&limit=1"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].id")
                .asArray()
                .containsExactly(8);
    }

    @Test
    void showsOneWithItsFields() {
        keeper.letters.add(letter(9));

        assertThat(mvc.get().uri("/api/v1/wecom/inbox/dead-letters/9"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.fields.UserID")
                .isEqualTo("zhangsan");
        assertThat(mvc.get().uri("/api/v1/wecom/inbox/dead-letters/1")).hasStatus(404);
    }

    @Test
    void replaysInTheNameOfTheCaller() {
        keeper.letters.add(letter(9));

        assertThat(post("9/replay", "")).hasStatus(202);
        assertThat(post("1/replay", "")).hasStatus(404);
        assertThat(keeper.done).containsExactly("replay 9 by monitor");
    }

    @Test
    void closesWithAReasonInTheNameOfTheCaller() {
        keeper.letters.add(letter(9));

        assertThat(post("9/close", "{\"reason\": \" 测试账号 \"}")).hasStatus(204);
        assertThat(post("1/close", "{\"reason\": \"测试账号\"}")).hasStatus(404);
        assertThat(keeper.done).containsExactly("close 9 by monitor: 测试账号");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\": null}", "{\"reason\": \" \"}", "{\"reason\": 1", ""})
    void wantsAReason(String body) {
        keeper.letters.add(letter(9));

        assertThat(post("9/close", body)).hasStatus(400);
        assertThat(post("9/close", "{\"reason\": \"" + "x".repeat(501) + "\"}")).hasStatus(400);
        assertThat(keeper.done).isEmpty();
    }

    private MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri("/api/v1/wecom/inbox/dead-letters/" + path)
                .principal(() -> "monitor")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static DeadLetter letter(long id) {
        return new DeadLetter(new InboxEventId(id), "customer", "e", "r", T0, T0, 1, 8, "INVALID", "refused", T0);
    }

    /** Keeps dead letters in memory and remembers what was done about them. */
    private static final class Keeper implements CallbackInbox {

        private final List<DeadLetter> letters = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private InboxState state = new InboxState(0, 0, 0, Duration.ZERO, Optional.empty());

        @Override
        public InboxState state() {
            return state;
        }

        @Override
        public List<DeadLetter> deadLetters(Optional<InboxEventId> before, int limit) {
            return letters.stream()
                    .filter(l ->
                            before.isEmpty() || l.id().value() < before.get().value())
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<DeadLetterContent> deadLetter(InboxEventId id) {
            return letters.stream()
                    .filter(l -> l.id().equals(id))
                    .findFirst()
                    .map(l -> new DeadLetterContent(l, Map.of("UserID", "zhangsan")));
        }

        @Override
        public boolean replay(InboxEventId id, String by) {
            return deadLetter(id)
                    .map(l -> done.add("replay " + id.value() + " by " + by))
                    .orElse(false);
        }

        @Override
        public boolean close(InboxEventId id, String reason, String by) {
            return deadLetter(id)
                    .map(l -> done.add("close " + id.value() + " by " + by + ": " + reason))
                    .orElse(false);
        }
    }
}
