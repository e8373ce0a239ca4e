package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.data.BehaviourDay;
import cn.bankscrm.simulator.data.FriendRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the last weeks' statistics of customer contact; additions and deletions in them are those of the links. */
final class Behaviour {
    private static final int DAYS = 60;

    private final Dice dice;
    private final LocalDate today;
    private final Map<String, Map<LocalDate, Integer>> added = new HashMap<>();
    private final Map<String, Map<LocalDate, Integer>> deleted = new HashMap<>();
    private final Map<String, Integer> friends = new HashMap<>();

    Behaviour(BankPlan plan, List<FriendRecord> links) {
        this.dice = new Dice(plan.seed(), "behaviour");
        this.today = plan.today();
        for (FriendRecord link : links) {
            count(added, link.userid(), link.createtime());
            Long end = link.deletedAt();
            if (end == null) {
                friends.merge(link.userid(), 1, Integer::sum);
            } else if ("customer".equals(link.deletedBy())) {
                count(deleted, link.userid(), end);
            }
        }
    }

    /** A row for every day of everybody who is in office and has friends. */
    List<BehaviourDay> make(List<StaffMember> staff) {
        List<BehaviourDay> rows = new ArrayList<>();
        for (StaffMember member : staff) {
            int count = friends.getOrDefault(member.userid(), 0);
            for (int ago = DAYS; ago >= 1 && count > 0 && !member.left(); ago--) {
                rows.add(day(member, today.minusDays(ago), count));
            }
        }
        return List.copyOf(rows);
    }

    private BehaviourDay day(StaffMember member, LocalDate day, int count) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        double mean = count * 0.03 * member.zeal() * (weekend ? 0.25 : 1);
        int chats = (int) Math.round(dice.exponential(Math.max(0.2, mean)));
        int newcomers = added.getOrDefault(member.userid(), Map.of()).getOrDefault(day, 0);
        double replies = Math.min(100, 62 + 26 * member.zeal() + dice.between(-8.0, 8.0));
        return new BehaviourDay(
                member.userid(),
                day.atStartOfDay(History.SHANGHAI).toEpochSecond(),
                chats,
                chats * dice.between(2, 7),
                chats == 0
                        ? null
                        : BigDecimal.valueOf(replies)
                                .setScale(2, RoundingMode.HALF_UP)
                                .doubleValue(),
                chats == 0 ? null : dice.between(2, (int) (70 / member.zeal())),
                deleted.getOrDefault(member.userid(), Map.of()).getOrDefault(day, 0),
                newcomers + dice.between(0, 2),
                newcomers);
    }

    private static void count(Map<String, Map<LocalDate, Integer>> counts, String userid, long second) {
        counts.computeIfAbsent(userid, key -> new HashMap<>())
                .merge(History.dayOf(Instant.ofEpochSecond(second)), 1, Integer::sum);
    }
}
