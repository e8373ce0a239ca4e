package cn.bankscrm.wecom.client;

import cn.bankscrm.compliance.interceptrule.InterceptRuleFailure;
import cn.bankscrm.core.tag.TagWishReason;
import cn.bankscrm.engagement.contactway.WayTrouble;
import cn.bankscrm.engagement.touch.SendReason;
import cn.bankscrm.wecom.client.WeComFailure.Kind;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.chanjar.weixin.common.error.WxError;
import org.jspecify.annotations.Nullable;

/**
 * The only place that knows WeCom's error codes.
 *
 * <p>Source: developer.work.weixin.qq.com, page 90313 (全局错误码), as read 2026-07.
 */
final class FailureKinds {

    /** The token is not good (any more), though the secret may be. */
    static final Set<Integer> TOKEN_REJECTED = Set.of(40001, 40014, 42001);
    /** Nobody of the corp that we may see has this contact as a friend; or the contact is unknown to us. */
    static final Set<Integer> NO_RELATION = Set.of(84061, 40096);
    /** The member is unknown, has left, or cannot be seen. */
    static final Set<Integer> NO_MEMBER = Set.of(60111, 40003, 46004);
    /** The department is unknown. */
    static final Set<Integer> NO_DEPARTMENT = Set.of(60123, 60003, 40066);
    /** The app may not call this API. */
    static final Set<Integer> API_FORBIDDEN = Set.of(48001, 48002, 48009);
    /** The code for signing in is none, was used, or is too old. */
    static final Set<Integer> NO_SIGN_IN_CODE = Set.of(40029, 40078, 42003);

    /** Why a change of tags was refused; other codes say nothing that the author could mend. */
    static final Map<Integer, TagWishReason> TAG_REFUSALS = Map.ofEntries(
            Map.entry(40071, TagWishReason.NAME_TAKEN),
            Map.entry(40072, TagWishReason.NAME_INVALID),
            Map.entry(40058, TagWishReason.NAME_INVALID),
            Map.entry(40068, TagWishReason.TAG_GONE),
            Map.entry(41110, TagWishReason.TAG_GONE),
            Map.entry(40126, TagWishReason.CORP_FULL),
            Map.entry(40144, TagWishReason.CUSTOMER_FULL),
            Map.entry(60011, TagWishReason.NOT_OURS),
            Map.entry(81011, TagWishReason.NOT_OURS),
            Map.entry(84061, TagWishReason.NO_RELATION),
            Map.entry(40096, TagWishReason.NO_RELATION),
            Map.entry(84074, TagWishReason.NO_MEMBER),
            Map.entry(60111, TagWishReason.NO_MEMBER),
            Map.entry(40003, TagWishReason.NO_MEMBER),
            Map.entry(46004, TagWishReason.NO_MEMBER),
            Map.entry(48001, TagWishReason.FORBIDDEN),
            Map.entry(48002, TagWishReason.FORBIDDEN));

    /** Why a change of intercept rules was refused, where it is not the rule's text. */
    static final Map<Integer, InterceptRuleFailure.Kind> INTERCEPT_REFUSALS = Map.of(
            41069, InterceptRuleFailure.Kind.FULL,
            41070, InterceptRuleFailure.Kind.GONE,
            41071, InterceptRuleFailure.Kind.GONE,
            60011, InterceptRuleFailure.Kind.NOT_OURS);

    /** Why WeCom refused to draft or send something; other codes say nothing that a member could mend. */
    static final Map<Integer, SendReason> SEND_REFUSALS = Map.ofEntries(
            Map.entry(41048, SendReason.NO_CUSTOMER),
            Map.entry(84074, SendReason.MEMBER),
            Map.entry(60111, SendReason.MEMBER),
            Map.entry(40003, SendReason.MEMBER),
            Map.entry(46004, SendReason.MEMBER),
            Map.entry(60011, SendReason.MEMBER),
            Map.entry(84061, SendReason.NO_FRIEND),
            Map.entry(40096, SendReason.NO_FRIEND),
            Map.entry(41094, SendReason.TOO_OFTEN),
            Map.entry(41093, SendReason.CANCELLED),
            Map.entry(41050, SendReason.LATE),
            Map.entry(41051, SendReason.CHATTING),
            Map.entry(41053, SendReason.NO_CONSENT));

    /** Why WeCom refused a contact way. */
    static final Map<Integer, WayTrouble> WAY_REFUSALS = Map.ofEntries(
            Map.entry(41044, WayTrouble.GONE),
            Map.entry(41045, WayTrouble.FULL),
            Map.entry(41054, WayTrouble.MEMBER),
            Map.entry(40098, WayTrouble.MEMBER),
            Map.entry(84074, WayTrouble.MEMBER),
            Map.entry(60111, WayTrouble.MEMBER),
            Map.entry(40003, WayTrouble.MEMBER),
            Map.entry(46004, WayTrouble.MEMBER),
            Map.entry(60011, WayTrouble.MEMBER),
            Map.entry(701008, WayTrouble.MEMBER));

    /** Not ready yet (41063, 41079), too many at work (41078), another app is greeting (41096). */
    static final Set<Integer> TRY_LATER = Set.of(41063, 41079, 41078, 41096);

    static final int CURSOR_INVALID = 50100;
    static final int SYSTEM_BUSY = -1;
    /** What WxJava puts in the place of an empty answer. */
    private static final int NO_ANSWER = -99;

    private static final Set<Integer> RATE = Set.of(45009, 45036);
    private static final Set<Integer> BUSY = Set.of(SYSTEM_BUSY, 6000, 45033, 45035);
    private static final Set<Integer> TOKEN = Set.of(40001, 40014, 42001, 40013, 40091, 41001, 45031, 50003);
    private static final Set<Integer> INVISIBLE = Set.of(
            84061, 40096, 84074, 60011, 60111, 40003, 46004, 60123, 60003, 40066, 60021, 60030, 50002, 701008, 48011,
            84083, 84084);

    private static final Pattern HINT = Pattern.compile("hint: ?\\[([A-Za-z0-9_-]{1,100})]");

    private FailureKinds() {}

    static WeComFailure of(String api, WxError error) {
        int code = error.getErrorCode();
        Kind kind = kind(code);
        return new WeComFailure(kind, api, kind == Kind.MALFORMED ? 0 : code, hint(error), null);
    }

    private static Kind kind(int code) {
        if (code == NO_ANSWER) {
            return Kind.MALFORMED;
        } else if (RATE.contains(code)) {
            return Kind.RATE_LIMITED;
        } else if (BUSY.contains(code)) {
            return Kind.BUSY;
        } else if (TOKEN.contains(code)) {
            return Kind.TOKEN;
        } else if (INVISIBLE.contains(code)) {
            return Kind.NOT_VISIBLE;
        }
        return Kind.INVALID;
    }

    private static @Nullable String hint(WxError error) {
        String message = error.getErrorMsgEn() == null ? error.getErrorMsg() : error.getErrorMsgEn();
        if (message == null) {
            return null;
        }
        Matcher matcher = HINT.matcher(message);
        return matcher.find() ? matcher.group(1) : null;
    }
}
