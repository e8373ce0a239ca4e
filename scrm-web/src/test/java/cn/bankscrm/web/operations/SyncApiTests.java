package cn.bankscrm.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncFinding;
import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncReport;
import cn.bankscrm.core.sync.SyncStart;
import cn.bankscrm.core.sync.WeComSync;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class SyncApiTests {

    private static final SyncProgress DONE = new SyncProgress(
            7,
            SyncProgress.Kind.NIGHTLY,
            SyncProgress.Status.DONE,
            SyncProgress.Phase.FINISHED,
            3,
            3,
            Instant.parse("2026-10-31T19:00:00Z"),
            Instant.parse("2026-10-31T19:05:00Z"),
            null,
            SyncReport.empty()
                    .with("links", new SyncCounts(10, 1, 0, 0))
                    .repairing(1)
                    .with(List.of(new SyncFinding(SyncFinding.Kind.MISSED_ADD, "u1", "wm1"))));

    private final Wish wish = new Wish();
    private final MockMvcTester api = MockMvcTester.of(new SyncApi(wish));
    private final Principal caller = () -> "ops";

    @Test
    void showsThatThereNeverWasASync() {
        assertThat(api.get().uri("/api/v1/wecom/sync"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.status")
                .isEqualTo("NONE");
    }

    @Test
    void showsTheLastSyncWithItsReport() {
        wish.latest = DONE;
        assertThat(api.get().uri("/api/v1/wecom/sync")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"status": "DONE", "kind": "NIGHTLY", "phase": "FINISHED", "done": 3, "total": 3,
                 "startedAt": "2026-10-31T19:00:00Z", "finishedAt": "2026-10-31T19:05:00Z",
                 "report": {"counts": {"links": {"found": 10, "added": 1, "changed": 0, "ended": 0}}, "repaired": 1,
                            "examples": [{"kind": "MISSED_ADD", "userId": "u1", "externalUserId": "wm1"}]}}
                """);
    }

    @Test
    void acceptsTheRequestWhetherOrNotOneRunsAlready() {
        wish.answer = new SyncStart.Started(DONE);
        assertThat(api.post().uri("/api/v1/wecom/sync").principal(caller)).hasStatus(202);
        assertThat(wish.askedBy).isEqualTo("ops");
        wish.answer = new SyncStart.AlreadyRunning(DONE);
        assertThat(api.post().uri("/api/v1/wecom/sync").principal(caller)).hasStatus(202);
    }

    @Test
    void refusesWithoutAConfiguration() {
        assertThat(api.post().uri("/api/v1/wecom/sync").principal(caller)).hasStatus(409);
    }

    private static final class Wish implements WeComSync {
        private SyncStart answer = new SyncStart.NotConfigured();
        private @Nullable SyncProgress latest;
        private String askedBy = "";

        @Override
        public SyncStart start(String startedBy) {
            askedBy = startedBy;
            return answer;
        }

        @Override
        public Optional<SyncProgress> latest() {
            return Optional.ofNullable(latest);
        }
    }
}
