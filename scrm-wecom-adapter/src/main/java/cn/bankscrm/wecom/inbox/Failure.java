package cn.bankscrm.wecom.inbox;

import cn.bankscrm.core.privacy.UnreadablePersonalData;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.event.MalformedEvent;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Why an event could not be worked off.
 *
 * @param kind a word for figures and filters
 * @param passing whether it has nothing to do with this event and will pass
 * @param sentence for the person who looks at it; holds no personal data
 * @param retryAfter how long WeCom asked to be left alone
 */
record Failure(String kind, boolean passing, String sentence, Optional<Duration> retryAfter) {

    static Failure of(RuntimeException e) {
        return switch (e) {
            case WeComFailure f -> new Failure(f.kind().name(), passing(f.kind()), message(f), f.retryAfter());
            case MalformedEvent m -> own("MALFORMED_EVENT", message(m));
            case UnreadablePersonalData u -> own("UNREADABLE", "No key of the ring opens the payload");
            case TransientDataAccessException t -> database(t);
            case RecoverableDataAccessException r -> database(r);
            case DataAccessResourceFailureException a -> database(a);
            case TransactionException t -> database(t);
            // Messages of other exceptions may repeat what they were given.
            default -> own("FAULT", e.getClass().getSimpleName());
        };
    }

    private static boolean passing(WeComFailure.Kind kind) {
        return switch (kind) {
            case RATE_LIMITED, BUSY, TOKEN, UNREACHABLE -> true;
            case NOT_VISIBLE, INVALID, MALFORMED -> false;
        };
    }

    private static Failure own(String kind, String sentence) {
        return new Failure(kind, false, sentence, Optional.empty());
    }

    private static Failure database(RuntimeException e) {
        return new Failure("DATABASE", true, e.getClass().getSimpleName(), Optional.empty());
    }

    private static String message(RuntimeException e) {
        return Optional.ofNullable(e.getMessage()).orElse("");
    }
}
