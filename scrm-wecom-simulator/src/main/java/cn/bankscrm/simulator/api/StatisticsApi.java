package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.BehaviourDay;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.World;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Statistics of customer contact (联系客户统计): sums of all members asked for, a row a day, of days that are over. */
final class StatisticsApi {
    private static final int MOST_IDS = 100;
    private static final long LONGEST_SPAN = Duration.ofDays(30).toSeconds();
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long EAST_8 = Duration.ofHours(8).toSeconds();

    private record DayView(
            long statTime,
            long chatCnt,
            long messageCnt,
            @Nullable BigDecimal replyPercentage,
            @Nullable Long avgReplyTime,
            long negativeFeedbackCnt,
            long newApplyCnt,
            long newContactCnt) {}

    private final World world;

    StatisticsApi(World world) {
        this.world = world;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add("externalcontact/get_user_behavior_data", this::behaviour);
    }

    private Map<String, Object> behaviour(ApiRequest request) {
        Set<String> members = members(request);
        long from = dayOf(request.number("start_time", 0));
        long to = dayOf(request.number("end_time", 0));
        if (from <= 0 || to < from || to - from > LONGEST_SPAN) {
            throw ApiError.invalid("the span must be 30 days at most");
        }
        long today = dayOf(world.clock().seconds());
        Map<Long, List<BehaviourDay>> days = world.behaviour().stream()
                .filter(day -> day.statTime() >= from && day.statTime() <= to && day.statTime() < today)
                .filter(day -> members.contains(Member.key(day.userid())))
                .collect(Collectors.groupingBy(BehaviourDay::statTime, TreeMap::new, Collectors.toList()));
        return Map.of(
                "behavior_data",
                days.entrySet().stream()
                        .map(entry -> sum(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private Set<String> members(ApiRequest request) {
        List<String> userids = request.texts("userid");
        List<String> departments = request.texts("partyid");
        if (userids.size() > MOST_IDS
                || departments.size() > MOST_IDS
                || (userids.isEmpty() && departments.isEmpty())) {
            throw new ApiError(40035, "invalid parameter, userid or partyid");
        }
        Set<String> result = userids.stream().map(Member::key).collect(Collectors.toSet());
        world.directory().members().stream()
                .filter(member -> departments.stream().anyMatch(id -> member.worksIn(Long.parseLong(id))))
                .forEach(member -> result.add(Member.key(member.userid())));
        return result;
    }

    private static long dayOf(long second) {
        return Math.floorDiv(second + EAST_8, DAY) * DAY - EAST_8;
    }

    private static DayView sum(long day, List<BehaviourDay> rows) {
        List<Double> replies = rows.stream()
                .map(BehaviourDay::replyPercentage)
                .filter(Objects::nonNull)
                .toList();
        List<Integer> times = rows.stream()
                .map(BehaviourDay::avgReplyTime)
                .filter(Objects::nonNull)
                .toList();
        return new DayView(
                day,
                rows.stream().mapToLong(BehaviourDay::chatCnt).sum(),
                rows.stream().mapToLong(BehaviourDay::messageCnt).sum(),
                replies.isEmpty() ? null : mean(replies),
                times.isEmpty()
                        ? null
                        : Math.round(times.stream()
                                .mapToInt(Integer::intValue)
                                .average()
                                .orElse(0)),
                rows.stream().mapToLong(BehaviourDay::negativeFeedbackCnt).sum(),
                rows.stream().mapToLong(BehaviourDay::newApplyCnt).sum(),
                rows.stream().mapToLong(BehaviourDay::newContactCnt).sum());
    }

    private static BigDecimal mean(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return BigDecimal.valueOf(mean).setScale(2, RoundingMode.HALF_UP);
    }
}
