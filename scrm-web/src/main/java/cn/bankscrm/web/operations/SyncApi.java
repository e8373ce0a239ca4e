package cn.bankscrm.web.operations;

import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncReport;
import cn.bankscrm.core.sync.SyncStart;
import cn.bankscrm.core.sync.WeComSync;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sync with WeCom for the bank's own operations (scope {@code operations}). */
@RequestMapping("/api/v1/wecom/sync")
@RestController
class SyncApi {

    private final WeComSync sync;

    SyncApi(WeComSync sync) {
        this.sync = sync;
    }

    /** Starts a full sync; where one runs already, shows that one. 409 when WeCom is not configured. */
    @PostMapping
    ResponseEntity<State> start(Principal caller) {
        return switch (sync.start(caller.getName())) {
            case SyncStart.Started(SyncProgress progress) -> accepted(progress);
            case SyncStart.AlreadyRunning(SyncProgress progress) -> accepted(progress);
            case SyncStart.NotConfigured() -> throw notConfigured();
        };
    }

    /** The sync that runs, or else the last one. */
    @GetMapping
    State state() {
        return sync.latest().map(State::of).orElseGet(State::none);
    }

    private static ResponseEntity<State> accepted(SyncProgress progress) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/wecom/sync"))
                .body(State.of(progress));
    }

    private static ErrorResponseException notConfigured() {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "The platform has no WeCom configuration.");
        problem.setType(URI.create("urn:bankscrm:problem:wecom-not-configured"));
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }

    /**
     * A sync as the API shows it.
     *
     * @param status RUNNING, DONE, FAILED, or NONE when there never was one
     * @param done of the phase's units, those that are finished
     * @param failure why it failed, or what it waits for while it runs
     */
    record State(
            String status,
            @Nullable String kind,
            @Nullable String phase,
            int done,
            int total,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String failure,
            @Nullable SyncReport report) {

        static State none() {
            return new State("NONE", null, null, 0, 0, null, null, null, null);
        }

        static State of(SyncProgress progress) {
            return new State(
                    progress.status().name(),
                    progress.kind().name(),
                    progress.phase().name(),
                    progress.done(),
                    progress.total(),
                    progress.startedAt(),
                    progress.finishedAt(),
                    progress.failure(),
                    progress.report());
        }
    }
}
