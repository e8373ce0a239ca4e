package cn.bankscrm.engagement.workbench;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes back tasks whose days have gone by, and those whose content may not be shown any more. */
@Component
class TaskExpiry {

    private static final int AT_A_TIME = 5_000;

    private final JdbcClient db;
    private final Clock clock;

    TaskExpiry(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @return how many were taken back; those of a transaction each, at most {@value #AT_A_TIME} */
    @Transactional
    int takeBackSome() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, TouchTasks.ZONE);
        return db.sql("""
                        update engagement.touch t
                        set state = d.state, state_at = :now, why = jsonb_build_object('reason', d.reason)
                        from (
                            select t.id, t.wished_for, case when t.from_at < :over then 'EXPIRED' else 'WITHDRAWN' end as state,
                                case when t.from_at < :over then 'LATE' else 'NO_CONTENT' end as reason
                            from (
                                select t.id, t.wished_for, t.content_id, coalesce(t.planned_for, t.wished_for) as from_at
                                from engagement.touch t
                                where t.channel = 'TASK' and t.state = 'PLANNED' and t.wished_for < :tomorrow) t
                            where t.from_at < :over or t.content_id is not null and not exists (
                                select from engagement.content_version v
                                where v.content_id = t.content_id and v.state = 'PUBLISHED' and v.valid_from <= :today
                                    and (v.valid_to is null or v.valid_to >= :today))
                            limit :most) d
                        where t.id = d.id and t.wished_for = d.wished_for and t.state = 'PLANNED'
                        """)
                .param("now", Timestamp.from(now))
                .param("over", TouchTasks.begin(today.minusDays(TouchTasks.OPEN_DAYS - 1L)))
                .param("tomorrow", TouchTasks.begin(today.plusDays(1)))
                .param("today", today)
                .param("most", AT_A_TIME)
                .update();
    }
}
