package cn.bankscrm.core.realname;

import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How often which attempts were refused, by day, of all nodes together; nothing of who tried. Counted in memory and
 * written once a second at most, so that a flood of forged links is no flood of writes: what a node counted in its last
 * second is written with its next refusal, when its page is read, or when it stops.
 */
@Component
public class RefusedAttempts implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RefusedAttempts.class);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final JdbcClient db;
    private final Clock clock;
    private final Map<String, Long> counted = new ConcurrentHashMap<>();
    private final AtomicLong writtenAt = new AtomicLong(System.nanoTime() - PAUSE);

    RefusedAttempts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * How often something was refused.
     *
     * @param reason as it was counted
     */
    public record Refused(String reason, long today, long week, long month) {}

    public void count(String reason) {
        counted.merge(reason, 1L, Long::sum);
        long last = writtenAt.get();
        long now = System.nanoTime();
        if (now - last >= PAUSE && writtenAt.compareAndSet(last, now)) {
            write();
        }
    }

    /** Of today, of seven and of thirty days, each with today; the most frequent first. */
    public List<Refused> lastDays() {
        write();
        return db.sql("""
                        select reason, coalesce(sum(attempts) filter (where day = :today), 0) as today,
                            coalesce(sum(attempts) filter (where day > :today::date - 7), 0) as week, sum(attempts) as month
                        from core.refused_attempt where day > :today::date - 30
                        group by reason order by month desc, reason
                        """)
                .param("today", Date.valueOf(today()))
                .query((row, n) -> new Refused(
                        row.getString("reason"), row.getLong("today"), row.getLong("week"), row.getLong("month")))
                .list();
    }

    @Override
    public void destroy() {
        write();
    }

    private void write() {
        for (String reason : List.copyOf(counted.keySet())) {
            Long attempts = counted.remove(reason);
            if (attempts != null) {
                write(reason, attempts);
            }
        }
    }

    private void write(String reason, long attempts) {
        try {
            db.sql("""
                            insert into core.refused_attempt as r (day, reason, attempts) values (:today, :reason, :attempts)
                            on conflict (day, reason) do update set attempts = r.attempts + excluded.attempts
                            """)
                    .param("today", Date.valueOf(today()))
                    .param("reason", reason)
                    .param("attempts", attempts)
                    .update();
        } catch (DataAccessException away) {
            counted.merge(reason, attempts, Long::sum);
            log.atWarn().log("Refused attempts are counted but not written yet", away);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }
}
