package cn.bankscrm.wecom.contact;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many customers deleted or blocked members, by day: WeCom counts them, and does not say who they are.
 *
 * <p>Source: developer.work.weixin.qq.com, page 92132 (联系客户统计), as read 2026-07.
 */
@Component
public class NegativeFeedback {

    private static final String API = "externalcontact/get_user_behavior_data";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final WeComApi api;

    NegativeFeedback(WeComApi api) {
        this.api = api;
    }

    /** @return the sum over these members (100 at most) for each day of the span (30 at most) that WeCom tells of */
    public Map<LocalDate, Long> byDay(List<WeComUserId> members, LocalDate from, LocalDate to) {
        Request request = new Request(
                members.stream().map(WeComUserId::value).toList(),
                from.atStartOfDay(ZONE).toEpochSecond(),
                to.atStartOfDay(ZONE).toEpochSecond());
        return api.post(
                WeComApp.CUSTOMER,
                API,
                request,
                Answer.class,
                answer -> need(answer.behaviorData(), "behavior_data").stream()
                        .collect(Collectors.toMap(
                                row -> day(need(row.statTime(), "stat_time")),
                                row -> need(row.negativeFeedbackCnt(), "negative_feedback_cnt"),
                                Long::sum)));
    }

    private static LocalDate day(long second) {
        return Instant.ofEpochSecond(second).atZone(ZONE).toLocalDate();
    }

    private record Request(List<String> userid, long startTime, long endTime) {}

    record Answer(@Nullable List<Row> behaviorData) {}

    record Row(@Nullable Long statTime, @Nullable Long negativeFeedbackCnt) {}
}
