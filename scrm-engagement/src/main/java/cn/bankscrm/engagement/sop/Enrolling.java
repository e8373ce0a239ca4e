package cn.bankscrm.engagement.sop;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes customers into plans: one statement for all whom a trigger concerns, and nobody twice for the same moment. Who
 * is treated and who is of the control group depends on the plan's seed and the customer alone.
 */
@Component
class Enrolling {

    /** How late what happened may be told and still count. */
    private static final int DAYS_LATE = 1;

    /** Which of ten thousand parts somebody falls into. The plan's seed makes plans independent of each other. */
    static final String PART = "('x' || substr(md5(:seed || ':' || subject), 1, 8))::bit(32)::bigint % 10000";

    private static final String ENROL =
            """
            ,
            {steps},
            drawn as (
                select t.*, case when {part} < :control then 'CONTROL' else 'TREATED' end as arm from scoped t)
            insert into engagement.sop_enrolment (plan_id, version_id, subject, customer_id, contact_id, institution_id,
                anchor_at, arm, next_step, due_at, enrolled_at, watched_until, aum_before)
            select :plan, :version, t.subject, t.customer_id, t.contact_id, t.institution_id, t.anchor_at, t.arm,
                case when t.arm = 'TREATED' then f.number end, case when t.arm = 'TREATED' then f.due_at end,
                :now, :now::timestamptz + make_interval(days => :watched), t.aum
            from drawn t
            cross join lateral (
                select s.number, {due} as due_at
                from step s
                where {due} >= :startOfDay
                order by s.number
                limit 1) f
            on conflict (plan_id, subject, anchor_at) do nothing
            """.replace("{steps}", PlanSql.STEPS).replace("{due}", PlanSql.DUE).replace("{part}", PART);

    private final JdbcClient db;
    private final Clock clock;

    Enrolling(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Takes in whom the trigger concerns today, was reported late, or, where the plan begins before the day itself,
     * will concern soon.
     *
     * @return how many came in
     */
    @Transactional
    int enrol(Running of) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, PlanSql.ZONE);
        boolean minutely = of.rule().trigger().atAnyMinute();
        if (!minutely && !firstToday(of, today)) {
            return 0;
        }
        return db.sql(PlanSql.people(of.rule().trigger()) + ENROL)
                .params(PlanSql.peopleParameters(
                        of, today.minusDays(DAYS_LATE), today.plusDays(of.rule().lead()), today))
                .params(PlanSql.stepParameters(of.rule().steps()))
                .param("plan", of.plan().value())
                .param("version", of.version())
                .param("seed", of.seed())
                .param("control", of.controlShare())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("watched", of.rule().stops().days())
                .param(
                        "startOfDay",
                        today.atStartOfDay(PlanSql.ZONE).toInstant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Once a day for each version; with the enrolment itself, or not at all. */
    private boolean firstToday(Running of, LocalDate today) {
        return db.sql("insert into engagement.sop_day (version_id, day) values (:version, :day) on conflict do nothing")
                        .param("version", of.version())
                        .param("day", today)
                        .update()
                == 1;
    }
}
