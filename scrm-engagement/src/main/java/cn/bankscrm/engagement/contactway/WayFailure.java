package cn.bankscrm.engagement.contactway;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call about a contact way did not succeed. */
public class WayFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Kind {
        /** It did not arrive; later it may. */
        LATER,
        /** Nobody knows whether it arrived: look before calling again. */
        UNKNOWN,
        /** It was refused. */
        REFUSED
    }

    private final Kind kind;
    private final WayTrouble trouble;
    private final int code;
    private final @Nullable Duration retryAfter;

    private WayFailure(Kind kind, WayTrouble trouble, int code, @Nullable Duration retryAfter) {
        super(kind + " " + trouble + (code == 0 ? "" : ", code " + code));
        this.kind = kind;
        this.trouble = trouble;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** @param retryAfter how long to leave it alone; null where nobody knows */
    public static WayFailure later(int code, @Nullable Duration retryAfter) {
        return new WayFailure(Kind.LATER, WayTrouble.REFUSED, code, retryAfter);
    }

    public static WayFailure unknown(int code) {
        return new WayFailure(Kind.UNKNOWN, WayTrouble.REFUSED, code, null);
    }

    /** @param code the other side's own code; 0 without one */
    public static WayFailure refused(WayTrouble trouble, int code) {
        return new WayFailure(Kind.REFUSED, trouble, code, null);
    }

    public Kind kind() {
        return kind;
    }

    public WayTrouble trouble() {
        return trouble;
    }

    /** The other side's own code; 0 where there was none. */
    public int code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
