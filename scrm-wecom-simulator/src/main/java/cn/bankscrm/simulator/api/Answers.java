package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Puts answers into WeCom's envelope. */
final class Answers {
    private final AtomicLong hints = new AtomicLong();

    static final Map<String, Object> OK = Map.of();

    byte[] success(Map<String, Object> fields) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("errcode", 0);
        whole.put("errmsg", "ok");
        whole.putAll(fields);
        return Json.bytes(whole);
    }

    /** In the real shape: with a hint for Tencent's support, the caller's address and a link to the code's page. */
    byte[] refusal(ApiError error, boolean wellFormed, String from, Instant at) {
        String warning = wellFormed ? "" : " Warning: wrong json format. ";
        long hint = hints.incrementAndGet();
        String message =
                "%s,%s hint: [%d_%d_%032x], from ip: %s, more info at https://open.work.weixin.qq.com/devtool/query?e=%d"
                        .formatted(error.text(), warning, at.getEpochSecond(), hint % 100, hint, from, error.code());
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("errcode", error.code());
        whole.put("errmsg", message);
        return Json.bytes(whole);
    }
}
