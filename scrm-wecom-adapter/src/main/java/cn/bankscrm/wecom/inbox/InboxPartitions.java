package cn.bankscrm.wecom.inbox;

import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The inbox's partitions, one a month (Asia/Shanghai), made before they are needed. An event of a month that has none
 * lies in the default partition until the month gets its own.
 */
@Component
class InboxPartitions {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMM");
    private static final int MONTHS_AHEAD = 3;

    private final JdbcTemplate db;
    private final Clock clock;

    InboxPartitions(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Makes the partitions of this month and the next ones, as far as they are missing. */
    @Transactional
    public void createAhead() {
        // Rather later than in the way of events that arrive now.
        db.execute("set local lock_timeout = '2s'");
        YearMonth month = YearMonth.now(clock.withZone(ZONE));
        for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
            create(month.plusMonths(ahead));
        }
    }

    private void create(YearMonth month) {
        String name = "inbox_" + NAME.format(month);
        if (Boolean.TRUE.equals(
                db.queryForObject("select to_regclass('wecom.' || ?) is not null", Boolean.class, name))) {
            return;
        }
        String from = "'" + month.atDay(1) + " 00:00:00+08'";
        String to = "'" + month.plusMonths(1).atDay(1) + " 00:00:00+08'";
        db.execute("lock table wecom.inbox_other in access exclusive mode");
        db.execute("create table wecom." + name + " (like wecom.inbox including defaults including constraints)");
        db.execute("with moved as (delete from wecom.inbox_other where event_at >= " + from + " and event_at < " + to
                + " returning *) insert into wecom." + name + " select * from moved");
        db.execute("alter table wecom.inbox attach partition wecom." + name + " for values from (" + from + ") to ("
                + to + ")");
        db.execute("comment on table wecom." + name + " is '回调收件箱:" + month + "'");
    }
}
