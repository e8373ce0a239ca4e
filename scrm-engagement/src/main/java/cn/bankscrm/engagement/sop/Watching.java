package cn.bankscrm.engagement.sop;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Watches who is in a plan, of both groups alike and for as long: who reached the goal, who turned away from us, and
 * who leaves the plan for one of its stop rules.
 */
@Component
class Watching {

    private static final String CONTACTS = """
            array(
                select e.contact_id where e.contact_id is not null
                union
                select b.contact_id from core.pub_binding b
                where b.customer_id = e.customer_id and b.unbound_at is null)""";

    /** A deletion or an opt-out since the enrolment. */
    private static final String LEFT = """
            update engagement.sop_enrolment e
            set left_at = f.at
            from (
                select e.id, least(d.at, o.at) as at
                from engagement.sop_enrolment e
                left join lateral (
                    select min(l.ended_at) as at from core.pub_friend_link l
                    where l.contact_id = any({contacts}) and l.ended_by = 'CUSTOMER'
                        and l.ended_at >= e.enrolled_at and l.ended_at <= e.watched_until) d on true
                left join lateral (
                    select min(o.at) as at from engagement.opt_out o
                    where o.contact_id = any({contacts}) and o.revoked_at is null
                        and o.at >= e.enrolled_at and o.at <= e.watched_until) o on true
                where e.version_id = :version and e.left_at is null and e.watched_until >= :since
                    and (d.at is not null or o.at is not null)) f
            where e.id = f.id
            """.replace("{contacts}", CONTACTS);

    private static final String STOPPED = """
            update engagement.sop_enrolment e
            set state = 'STOPPED', stop_reason = f.reason, ended_at = :now, due_at = null
            from (
                select e.id,
                    case
                        when e.left_at is not null and exists (
                            select from engagement.opt_out o where o.contact_id = any({contacts}) and o.revoked_at is null)
                            then 'OPTED_OUT'
                        when e.left_at is not null then 'DELETED'
                        when exists (
                            select from compliance.pub_complaint p
                            where p.contact_id = any({contacts}) and p.at >= e.enrolled_at) then 'COMPLAINED'
                        when e.goal_at is not null and :atGoal then 'GOAL'
                        when e.watched_until < :now then 'TIME'
                    end as reason
                from engagement.sop_enrolment e
                where e.version_id = :version and e.state = 'ACTIVE') f
            where e.id = f.id and f.reason is not null
            """.replace("{contacts}", CONTACTS);

    /** What is still waiting for somebody who has left the plan. */
    private static final String CALL_OFF = """
            update engagement.touch t
            set state = 'SUPPRESSED', state_at = :now,
                why = jsonb_build_object('rule', 'PLAN_LEFT', 'reason', e.stop_reason)
            from engagement.sop_enrolment e
            where e.version_id = :version and e.state = 'STOPPED' and e.ended_at = :now
                and t.source = 'SOP' and t.source_id = :plan and t.state in ('WISHED', 'PLANNED')
                and t.key like 'sop:' || :plan || ':' || e.id || ':%'
                and (t.customer_id = e.customer_id or t.customer_id is null and t.contact_id = e.contact_id)
            """;

    private static final String COUNTED = """
            insert into engagement.sop_outcome (version_id, arm, enrolled, reached, departed, amounts, amount_sum,
                amount_squares, counted_at)
            select e.version_id, e.arm, count(*), count(e.goal_at), count(e.left_at),
                count(c.aum - e.aum_before), coalesce(sum(c.aum - e.aum_before), 0),
                coalesce(sum((c.aum - e.aum_before) * (c.aum - e.aum_before)), 0), :now
            from engagement.sop_enrolment e
            left join core.pub_customer c on c.id = e.customer_id
            where e.version_id = :version
            group by e.version_id, e.arm
            on conflict (version_id, arm) do update set enrolled = excluded.enrolled, reached = excluded.reached,
                departed = excluded.departed, amounts = excluded.amounts, amount_sum = excluded.amount_sum,
                amount_squares = excluded.amount_squares, counted_at = excluded.counted_at
            """;

    private final JdbcClient db;
    private final Clock clock;

    Watching(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Looks at everybody in a version, and counts. */
    @Transactional
    void look(Running of) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        goal(of, now);
        db.sql(LEFT)
                .param("version", of.version())
                .param("since", now.minusDays(2))
                .update();
        int stopped = db.sql(STOPPED)
                .param("version", of.version())
                .param("atGoal", of.rule().stops().atGoal())
                .param("now", now)
                .update();
        if (stopped > 0) {
            db.sql(CALL_OFF)
                    .param("version", of.version())
                    .param("plan", of.plan().value())
                    .param("now", now)
                    .update();
        }
        db.sql(COUNTED).param("version", of.version()).param("now", now).update();
    }

    private void goal(Running of, OffsetDateTime now) {
        String reached = switch (of.rule().goal()) {
            case Goal.Certified() -> """
                            (select min(b.bound_at) from core.pub_binding b
                                where (b.contact_id = e.contact_id or b.customer_id = e.customer_id)
                                    and b.bound_at >= e.enrolled_at and b.bound_at <= e.watched_until)""";
            case Goal.HoldingOpened(var kinds) -> """
                            (select case when count(*) > 0 then :now::timestamptz end from core.pub_holding h
                                where h.customer_id = e.customer_id
                                    and h.opened_on >= (e.enrolled_at at time zone 'Asia/Shanghai')::date
                                    and h.opened_on <= (e.watched_until at time zone 'Asia/Shanghai')::date
                                    and (cardinality(:kinds) = 0 or h.kind = any(:kinds)))""";
            case Goal.AssetsUp(var by) -> """
                            (select :now::timestamptz from core.pub_customer c
                                where c.id = e.customer_id and c.aum >= e.aum_before + :by and e.watched_until >= :now)""";
            case Goal.LinkClicked() ->
                "(select min(v.opened_at) " + PlanSql.VISITS.replace("{e}", "e")
                        + " and v.opened_at <= e.watched_until)";
        };
        Map<String, Object> more = switch (of.rule().goal()) {
            case Goal.Certified() -> Map.of();
            case Goal.HoldingOpened(var kinds) -> Map.of("kinds", PlanSql.names(kinds));
            case Goal.AssetsUp(BigDecimal by) -> Map.of("by", by);
            case Goal.LinkClicked() -> Map.of("planContents", PlanSql.contents(of.rule()));
        };
        db.sql("""
                        update engagement.sop_enrolment e
                        set goal_at = f.at
                        from (
                            select e.id, {reached} as at
                            from engagement.sop_enrolment e
                            where e.version_id = :version and e.goal_at is null and e.watched_until >= :since) f
                        where e.id = f.id and f.at is not null and :now::timestamptz is not null
                        """.replace("{reached}", reached))
                .params(more)
                .param("version", of.version())
                // what happened at the end is sometimes told later
                .param("since", now.minusDays(2))
                .param("now", now)
                .update();
    }
}
