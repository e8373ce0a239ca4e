package cn.bankscrm.compliance.interceptrule;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * WeCom did not do what was asked of its intercept rules. The message names kind and code, never a word or a member.
 */
public class InterceptRuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about it. */
    public enum Kind {
        /** Too many calls: wait as long as {@link #retryAfter()} says. */
        RATE_LIMITED,
        /** No connection, or WeCom is busy: tried again by itself. */
        UNREACHABLE,
        /** WeCom does not know the app's secret, or the app may not call this API: somebody has to look. */
        FORBIDDEN,
        /** The rule is another's: the app may not change it. */
        NOT_OURS,
        /** The rule is not there any more. */
        GONE,
        /** The corp has all the rules that it may have. */
        FULL,
        /** WeCom refuses the rule as it stands. */
        REFUSED,
        /** The answer cannot be read. */
        MALFORMED
    }

    private final Kind kind;
    private final int code;
    private final @Nullable Duration retryAfter;

    /**
     * @param code WeCom's; 0 where there was none
     * @param retryAfter null where nobody knows
     */
    public InterceptRuleFailure(Kind kind, int code, @Nullable Duration retryAfter) {
        super(kind + (code == 0 ? "" : ", code " + code));
        this.kind = kind;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** WeCom's code; 0 where there was none. */
    public int code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
