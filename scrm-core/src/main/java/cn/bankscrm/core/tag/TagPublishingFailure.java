package cn.bankscrm.core.tag;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A change of tags that did not succeed where they are kept. */
public class TagPublishingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Kind {
        /** Nothing was changed; later it may work. */
        LATER,
        /** Nobody knows whether it was changed: look before trying again. */
        UNKNOWN,
        /** It was refused; trying again is of no use. */
        REFUSED
    }

    private final Kind kind;
    private final TagWishReason reason;
    private final int code;
    private final @Nullable Duration retryAfter;

    private TagPublishingFailure(Kind kind, TagWishReason reason, int code, @Nullable Duration retryAfter) {
        super(kind + " " + reason + (code == 0 ? "" : ", code " + code));
        this.kind = kind;
        this.reason = reason;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** @param retryAfter how long to leave it alone; null where nobody knows */
    public static TagPublishingFailure later(int code, @Nullable Duration retryAfter) {
        return new TagPublishingFailure(Kind.LATER, TagWishReason.UNREACHABLE, code, retryAfter);
    }

    public static TagPublishingFailure unknown() {
        return new TagPublishingFailure(Kind.UNKNOWN, TagWishReason.UNREACHABLE, 0, null);
    }

    /** @param code the other side's own code */
    public static TagPublishingFailure refused(TagWishReason reason, int code) {
        return new TagPublishingFailure(Kind.REFUSED, reason, code, null);
    }

    public Kind kind() {
        return kind;
    }

    public boolean refused() {
        return kind == Kind.REFUSED;
    }

    public TagWishReason reason() {
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
