package cn.bankscrm.web.operations;

import cn.bankscrm.core.inbound.CallbackInbox;
import cn.bankscrm.core.inbound.DeadLetter;
import cn.bankscrm.core.inbound.DeadLetterContent;
import cn.bankscrm.core.inbound.InboxEventId;
import cn.bankscrm.core.inbound.InboxState;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The inbox of WeCom's events for the bank's own monitoring (scope {@code operations}). */
@RequestMapping("/api/v1/wecom/inbox")
@RestController
class InboxApi {

    private static final int PAGE = 50;
    private static final int LONGEST_REASON = 500;

    private final CallbackInbox inbox;

    InboxApi(CallbackInbox inbox) {
        this.inbox = inbox;
    }

    /** How much waits, for how long, and how many dead letters there are. */
    @GetMapping
    Figures state() {
        InboxState state = inbox.state();
        return new Figures(
                state.pending(),
                state.processing(),
                state.dead(),
                state.oldestPending().toSeconds(),
                state.lastEventAt().orElse(null));
    }

    /** Dead letters, newest first; {@code before} is the id of the last one of the page before. */
    @GetMapping("/dead-letters")
    List<Letter> deadLetters(@RequestParam Optional<Long> before, @RequestParam(defaultValue = "" + PAGE) int limit) {
        return inbox.deadLetters(before.map(InboxEventId::new), limit).stream()
                .map(Letter::of)
                .toList();
    }

    /** One dead letter with the fields of its event; personal data is left out. */
    @GetMapping("/dead-letters/{id}")
    LetterWithFields deadLetter(@PathVariable long id) {
        DeadLetterContent content = inbox.deadLetter(new InboxEventId(id)).orElseThrow(InboxApi::unknown);
        return new LetterWithFields(Letter.of(content.letter()), content.fields());
    }

    /** Tries a dead letter again. */
    @PostMapping("/dead-letters/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replay(@PathVariable long id, Principal caller) {
        if (!inbox.replay(new InboxEventId(id), caller.getName())) {
            throw unknown();
        }
    }

    /** Lays a dead letter aside for good, with the reason. */
    @PostMapping("/dead-letters/{id}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable long id, @RequestBody Closing closing, Principal caller) {
        String reason = closing.reason() == null ? "" : closing.reason().strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw problem(HttpStatus.BAD_REQUEST, "malformed-request", "The reason has 1 to 500 characters.");
        }
        if (!inbox.close(new InboxEventId(id), reason, caller.getName())) {
            throw unknown();
        }
    }

    private static ErrorResponseException unknown() {
        return problem(HttpStatus.NOT_FOUND, "not-found", "There is no such dead letter.");
    }

    private static ErrorResponseException problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bankscrm:problem:" + code));
        return new ErrorResponseException(status, problem, null);
    }

    /** @param lastEventAt when the last event arrived; null when none ever did */
    record Figures(
            long pending,
            long processing,
            long dead,
            long oldestPendingSeconds,
            @Nullable Instant lastEventAt) {}

    /** A dead letter as the API shows it. */
    record Letter(
            long id,
            String app,
            String event,
            String relation,
            Instant eventAt,
            Instant receivedAt,
            int deliveries,
            int attempts,
            String failureKind,
            String failure,
            Instant failedAt) {

        static Letter of(DeadLetter letter) {
            return new Letter(
                    letter.id().value(),
                    letter.app(),
                    letter.event(),
                    letter.relation(),
                    letter.eventAt(),
                    letter.receivedAt(),
                    letter.deliveries(),
                    letter.attempts(),
                    letter.failureKind(),
                    letter.failure(),
                    letter.failedAt());
        }
    }

    /** @param fields of the event, by WeCom's names */
    record LetterWithFields(Letter letter, Map<String, String> fields) {}

    /** @param reason 1 to 500 characters */
    record Closing(@Nullable String reason) {}
}
