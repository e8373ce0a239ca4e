package cn.bankscrm.engagement.touch;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that was to draft, send or look up something did not succeed. */
public class SendingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Kind {
        /** It did not arrive; later it may. */
        LATER,
        /** Nobody knows whether it arrived: look before calling again. */
        UNKNOWN,
        /** It was refused; calling again is of no use. */
        REFUSED
    }

    private final Kind kind;
    private final SendReason reason;
    private final int code;
    private final @Nullable Duration retryAfter;

    private SendingFailure(Kind kind, SendReason reason, int code, @Nullable Duration retryAfter) {
        super(kind + " " + reason + (code == 0 ? "" : ", code " + code));
        this.kind = kind;
        this.reason = reason;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** @param retryAfter how long to leave it alone; null where nobody knows */
    public static SendingFailure later(int code, @Nullable Duration retryAfter) {
        return new SendingFailure(Kind.LATER, SendReason.REFUSED, code, retryAfter);
    }

    public static SendingFailure unknown(int code) {
        return new SendingFailure(Kind.UNKNOWN, SendReason.REFUSED, code, null);
    }

    /** @param code the other side's own code */
    public static SendingFailure refused(SendReason reason, int code) {
        return new SendingFailure(Kind.REFUSED, reason, code, null);
    }

    public Kind kind() {
        return kind;
    }

    public SendReason reason() {
        return reason;
    }

    /** The other side's own code; 0 where there was none. */
    public int code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
