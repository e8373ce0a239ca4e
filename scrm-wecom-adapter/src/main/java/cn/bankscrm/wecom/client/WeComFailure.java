package cn.bankscrm.wecom.client;

import cn.bankscrm.compliance.interceptrule.InterceptRuleFailure;
import cn.bankscrm.core.tag.TagWishReason;
import cn.bankscrm.engagement.contactway.WayTrouble;
import cn.bankscrm.engagement.touch.SendReason;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of WeCom's API that brought no usable answer. The message names the API, WeCom's code and the hint that
 * Tencent's support asks for; never a URL, a token, or what the answer held.
 */
public class WeComFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is to be done about a failure depends on its kind, not on WeCom's code. */
    public enum Kind {
        /** The limit of this API is reached (45009 and its like): wait as long as {@link #retryAfter()} says. */
        RATE_LIMITED,
        /** WeCom is busy, or the same record is written by another call (-1, 6000, 45033, 45035): try again soon. */
        BUSY,
        /** No valid access token is to be had: a wrong secret, a disabled app, or a token rejected again and again. */
        TOKEN,
        /** The member or contact is outside what the app may see, or does not exist. */
        NOT_VISIBLE,
        /** WeCom refuses the request as it stands; repeating it is of no use. Unknown codes are of this kind. */
        INVALID,
        /** No answer: no connection, a time-out, or an HTTP error. */
        UNREACHABLE,
        /** An answer that is no JSON, or lacks what it must have. */
        MALFORMED
    }

    private final Kind kind;
    private final String api;
    private final int code;
    private final @Nullable String hint;
    private final @Nullable Duration retryAfter;

    /**
     * @param api the path of the API, without parameters
     * @param code WeCom's {@code errcode}; 0 where the answer held none
     * @param hint WeCom's id of the failed call; null where the answer held none
     * @param retryAfter how long the API is closed to us; null where nobody knows
     */
    public WeComFailure(Kind kind, String api, int code, @Nullable String hint, @Nullable Duration retryAfter) {
        super(api + ": " + kind + (code == 0 ? "" : ", code " + code) + (hint == null ? "" : ", hint " + hint));
        this.kind = kind;
        this.api = api;
        this.code = code;
        this.hint = hint;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** The path of the API that was called, without parameters. */
    public String api() {
        return api;
    }

    /** WeCom's {@code errcode}; 0 where there was none. */
    public int code() {
        return code;
    }

    /** Whether WeCom said that nobody we may see has this contact, or this member any contact. */
    public boolean saysNoRelation() {
        return FailureKinds.NO_RELATION.contains(code);
    }

    /** Whether WeCom said that there is no such member (any more). */
    public boolean saysNoMember() {
        return FailureKinds.NO_MEMBER.contains(code);
    }

    /** Whether WeCom said that there is no such department (any more). */
    public boolean saysNoDepartment() {
        return FailureKinds.NO_DEPARTMENT.contains(code);
    }

    /** Whether WeCom said that a list must be read from its beginning again. */
    public boolean saysCursorInvalid() {
        return code == FailureKinds.CURSOR_INVALID;
    }

    /** Whether WeCom said that this app may not call this API at all. */
    public boolean saysForbidden() {
        return FailureKinds.API_FORBIDDEN.contains(code);
    }

    /** Whether WeCom said that the code for signing in is none, or none any more. */
    public boolean saysNoSignInCode() {
        return FailureKinds.NO_SIGN_IN_CODE.contains(code);
    }

    /** Why WeCom refused a change of tags. */
    public TagWishReason tagRefusal() {
        return FailureKinds.TAG_REFUSALS.getOrDefault(code, TagWishReason.REFUSED);
    }

    /** Why WeCom refused a change of intercept rules; empty where its code says nothing particular to them. */
    public Optional<InterceptRuleFailure.Kind> interceptRefusal() {
        return Optional.ofNullable(FailureKinds.INTERCEPT_REFUSALS.get(code));
    }

    /** Why WeCom refused to send something. */
    public SendReason sendRefusal() {
        return FailureKinds.SEND_REFUSALS.getOrDefault(code, SendReason.REFUSED);
    }

    /** Why WeCom refused a contact way. */
    public WayTrouble wayRefusal() {
        return FailureKinds.WAY_REFUSALS.getOrDefault(code, WayTrouble.REFUSED);
    }

    /** Whether WeCom said that what was asked for is not ready, or that somebody else is at it: soon it may work. */
    public boolean saysTryLater() {
        return FailureKinds.TRY_LATER.contains(code);
    }

    /** Whether WeCom said that it is busy, which leaves open whether it did what it was told. */
    public boolean saysBusy() {
        return code == FailureKinds.SYSTEM_BUSY;
    }

    /** WeCom's id of the failed call, for Tencent's support. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** How long to wait before the next try; empty where nothing is known. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
