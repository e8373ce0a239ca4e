package cn.bankscrm.kpi.coverage;

import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which snapshots of finished days are fresh, and which do not know yet of facts that arrived late. */
@Component
class SnapshotState {

    private final JdbcClient db;
    private final BusinessDays days;

    SnapshotState(JdbcClient db, BusinessDays days) {
        this.db = db;
        this.days = days;
    }

    /** Facts came in that are felt from this day on: every snapshot since is to be made again. */
    void markLate(LocalDate since) {
        LocalDate today = days.today();
        if (since.isBefore(today)) {
            db.sql("""
                            update kpi.coverage_daily_state set late = late + 1, late_at = :now
                            where day >= :since and day < :today
                            """)
                    .param("now", days.now())
                    .param("since", since)
                    .param("today", today)
                    .update();
        }
    }
}
