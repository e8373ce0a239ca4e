package cn.bankscrm.simulator.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong on purpose. */
public enum FaultKind {
    /** A callback leaves {@code seconds} late, others meanwhile overtake it. */
    DELAY("回调延迟"),
    /** A callback's first delivery is lost on the way; it is tried again as after any failure. */
    DROP("首次回调丢失"),
    /** A callback is lost for good: WeCom promises no delivery. */
    LOSE("回调彻底丢失"),
    /** A callback that was accepted comes once more, {@code seconds} later. */
    DUPLICATE("回调重复"),
    /** A callback changes places with the next one; outside a replay it is {@code seconds} (at least 1) late. */
    REORDER("回调乱序"),
    /** An API call is answered with −1. */
    SYSTEM_BUSY("系统繁忙 -1"),
    /** An API call is answered with 45009, and its path stays blocked for {@code seconds}. */
    RATE_LIMIT("频率限制 45009"),
    /** The token of an API call is withdrawn before its time: 42001. */
    TOKEN_EXPIRED("令牌提前失效 42001"),
    /** An API call is answered with HTTP 500. */
    HTTP_500("HTTP 500"),
    /** An API answer comes {@code seconds} late. */
    SLOW("接口缓慢"),
    /** An API answer is cut in the middle of its JSON. */
    MALFORMED("接口返回残缺 JSON"),
    /** An API answer has no body. */
    EMPTY("接口返回空内容"),
    /** An API call is answered with a code that no document knows. */
    UNKNOWN_CODE("未知错误码");

    private final String chinese;

    FaultKind(String chinese) {
        this.chinese = chinese;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String chinese() {
        return chinese;
    }

    public static Optional<FaultKind> of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst();
    }
}
