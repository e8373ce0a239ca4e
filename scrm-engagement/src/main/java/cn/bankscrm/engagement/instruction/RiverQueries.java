package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How an instruction goes down the tree, looked at from one institution, which the caller has made sure lies in the
 * reader's scope. The tree is that of today.
 */
@Component
@Transactional(readOnly = true)
public class RiverQueries {

    /** Of people listed on a page. */
    public static final int LISTED = 200;

    private static final String HERE =
            " in (select institution_id from core.pub_institution_path where ancestor_id = :from)";

    private final JdbcClient db;
    private final Clock clock;

    RiverQueries(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** The institution with those on the instruction's way at most two levels below it; from above, by code. */
    public List<Place> places(InstructionId id, InstitutionId from) {
        return db.sql("""
                        with node as (
                            select n.id, n.parent_id, n.code, n.name, p.depth, r.state as step, r.delivered_at, r.passed_at,
                                r.passed_by, r.escalated_at
                            from core.pub_institution_path p
                            join engagement.instruction_institution r on r.institution_id = p.institution_id
                                and r.instruction_id = :id
                            join core.pub_institution n on n.id = p.institution_id
                            where p.ancestor_id = :from and p.depth <= 2
                        ), m as (
                            select s.institution_id, s.state, count(*) as people from engagement.instruction_staff s
                            where s.instruction_id = :id and s.state <> 'LEFT' and s.institution_id %s
                            group by 1, 2
                        ), own as (
                            select m.institution_id, %s from m group by 1
                        ), typical as (
                            select u.ancestor_id as id, percentile_cont(0.5) within group (
                                order by extract(epoch from s.done_at - s.delivered_at)) as seconds
                            from node join core.pub_institution_path u on u.ancestor_id = node.id
                            join engagement.instruction_staff s on s.institution_id = u.institution_id
                                and s.instruction_id = :id and s.state = 'DONE'
                            group by 1
                        )
                        select node.*, t.seconds,
                            coalesce(o.waiting, 0) as own_waiting, coalesce(o.delivered, 0) as own_delivered,
                            coalesce(o.seen, 0) as own_seen, coalesce(o.started, 0) as own_started, coalesce(o.done, 0) as own_done, %s
                        from node
                        left join core.pub_institution_path u on u.ancestor_id = node.id
                        left join m on m.institution_id = u.institution_id
                        left join own o on o.institution_id = node.id
                        left join typical t on t.id = node.id
                        group by node.id, node.parent_id, node.code, node.name, node.depth, node.step, node.delivered_at, node.passed_at,
                            node.passed_by, node.escalated_at, t.seconds, o.waiting, o.delivered, o.seen, o.started, o.done
                        order by node.depth, node.code
                        """.formatted(HERE, StepCounts.COLUMNS, StepCounts.COLUMNS))
                .params(params(id, from))
                .query((row, number) -> place(row))
                .list();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                new InstitutionId(row.getLong("id")),
                Optional.ofNullable(row.getObject("parent_id", Long.class)).map(InstitutionId::new),
                row.getString("code"),
                row.getString("name"),
                row.getInt("depth"),
                InstitutionStep.valueOf(row.getString("step")),
                Optional.ofNullable(instant(row, "delivered_at")),
                Optional.ofNullable(instant(row, "passed_at")),
                Optional.ofNullable(row.getString("passed_by")),
                row.getTimestamp("escalated_at") != null,
                new StepCounts(
                        row.getInt("own_waiting"),
                        row.getInt("own_delivered"),
                        row.getInt("own_seen"),
                        row.getInt("own_started"),
                        row.getInt("own_done")),
                StepCounts.read(row),
                seconds(row, "seconds"));
    }

    /** The institutions that do not pass it on, of those the one first for which most people wait; at most 20. */
    public List<Stall> stalls(InstructionId id, InstitutionId from) {
        return db.sql("""
                        select r.instruction_id, '' as title, n.code, n.name, r.delivered_at, r.state,
                            r.escalated_at is not null as escalated, count(s.staff_id) as people
                        from engagement.instruction_institution r
                        join core.pub_institution n on n.id = r.institution_id
                        join core.pub_institution_path u on u.ancestor_id = r.institution_id
                        left join engagement.instruction_staff s on s.instruction_id = :id
                            and s.institution_id = u.institution_id and s.state = 'WAITING'
                        where r.instruction_id = :id and r.state in ('DELIVERED', 'SEEN') and r.institution_id %s
                        group by r.instruction_id, r.institution_id, r.delivered_at, r.state, r.escalated_at, n.code, n.name
                        order by people desc, r.delivered_at, n.code limit 20
                        """.formatted(HERE))
                .params(params(id, from))
                .query((row, number) -> InstructionRows.stall(row))
                .list();
    }

    /**
     * Of an instruction that has been passed on everywhere, the institution with most own staff who have not done it.
     */
    public Optional<Place> slowest(InstructionId id, InstitutionId from) {
        return db.sql("""
                        select s.institution_id from engagement.instruction_staff s
                        where s.instruction_id = :id and s.state in ('DELIVERED', 'SEEN', 'STARTED') and s.institution_id %s
                        group by 1 order by count(*) desc, 1 limit 1
                        """.formatted(HERE))
                .params(params(id, from))
                .query((row, number) -> new InstitutionId(row.getLong("institution_id")))
                .optional()
                .flatMap(slow -> places(id, slow).stream().findFirst());
    }

    /** First how long the levels take to pass it on, from above, then the steps of staff. */
    public List<StepTime> times(InstructionId id, InstitutionId from) {
        List<StepTime> times = new ArrayList<>(db.sql("""
                        select n.level, 'PASSED' as step, count(*) filter (where r.state = 'PASSED') as gone,
                            percentile_cont(0.5) within group (order by extract(epoch from r.passed_at - r.delivered_at))
                                filter (where r.state = 'PASSED') as typical,
                            count(*) filter (where r.state in ('DELIVERED', 'SEEN')) as waiting,
                            max(extract(epoch from least(i.ended_at, :now) - r.delivered_at))
                                filter (where r.state in ('DELIVERED', 'SEEN')) as longest
                        from engagement.instruction i
                        join engagement.instruction_institution r on r.instruction_id = i.id and r.institution_id <> i.institution_id
                        join core.pub_institution n on n.id = r.institution_id
                        where i.id = :id and r.institution_id %s
                        group by 1 order by 1
                        """.formatted(HERE))
                .params(params(id, from))
                .query((row, number) -> time(row))
                .list());
        times.addAll(db.sql("""
                        with s as (
                            select s.*, least(i.ended_at, :now) as until
                            from engagement.instruction i join engagement.instruction_staff s on s.instruction_id = i.id
                            where i.id = :id and s.state not in ('WAITING', 'LEFT') and s.institution_id %s
                        ), each (step, gone, waits) as (
                            select 'SEEN', seen_at - delivered_at, case when state = 'DELIVERED' then until - delivered_at end from s
                            union all
                            select 'STARTED', started_at - seen_at, case when state = 'SEEN' then until - seen_at end from s
                            union all
                            select 'DONE', done_at - started_at, case when state = 'STARTED' then until - started_at end from s
                        )
                        select 0 as level, step, count(gone) as gone,
                            percentile_cont(0.5) within group (order by extract(epoch from gone)) filter (where gone is not null) as typical,
                            count(waits) as waiting, max(extract(epoch from waits)) as longest
                        from each group by step order by array_position(array['SEEN', 'STARTED', 'DONE'], step)
                        """.formatted(HERE))
                .params(params(id, from))
                .query((row, number) -> time(row))
                .list());
        return times;
    }

    private static StepTime time(ResultSet row) throws SQLException {
        return new StepTime(
                row.getInt("level"),
                row.getString("step"),
                row.getInt("gone"),
                seconds(row, "typical"),
                row.getInt("waiting"),
                seconds(row, "longest"));
    }

    /**
     * Who has it and how far they have come, by institution and number.
     *
     * @param step only these; null for all who have not left
     * @param most at most so many
     */
    public List<Executing> people(InstructionId id, InstitutionId from, @Nullable StaffStep step, int most) {
        return db.sql("""
                        select coalesce(p.staff_no, '') as staff_no, coalesce(p.name, p.wecom_userid, '') as staff_name, n.name, s.state,
                            s.delivered_at, s.seen_at, s.started_at, s.done_at, s.done_by, s.reminders
                        from engagement.instruction_staff s
                        join core.pub_staff p on p.id = s.staff_id
                        join core.pub_institution n on n.id = s.institution_id
                        where s.instruction_id = :id and s.institution_id %s and s.state <> 'LEFT'
                          and (:step::text is null or s.state = :step)
                        order by n.code, staff_no limit :most
                        """.formatted(HERE))
                .params(params(id, from))
                .param("step", step == null ? null : step.name())
                .param("most", most)
                .query((row, number) -> new Executing(
                        row.getString("staff_no"),
                        row.getString("staff_name"),
                        row.getString("name"),
                        StaffStep.valueOf(row.getString("state")),
                        instant(row, "delivered_at"),
                        instant(row, "seen_at"),
                        instant(row, "started_at"),
                        instant(row, "done_at"),
                        "TOUCHES".equals(row.getString("done_by")),
                        row.getInt("reminders")))
                .list();
    }

    /** What came of it with customers, as far as it is known. */
    public Outcome outcome(InstructionId id, InstitutionId from) {
        return db.sql("""
                        with s as (
                            select s.staff_id, i.content_id, i.issued_at
                            from engagement.instruction i join engagement.instruction_staff s on s.instruction_id = i.id
                            where i.id = :id and s.institution_id %s
                        ), t as (
                            select t.state, count(*) as touches from engagement.touch t
                            where t.source = 'INSTRUCTION' and t.source_id = :id and t.staff_id in (select staff_id from s)
                            group by 1
                        )
                        select coalesce(sum(touches), 0) as wished,
                            coalesce(sum(touches) filter (where state = 'SUPPRESSED'), 0) as suppressed,
                            coalesce(sum(touches) filter (where state in ('WISHED', 'PLANNED', 'OFFERED')), 0) as before,
                            coalesce(sum(touches) filter (where state = 'SENT'), 0) as sent,
                            coalesce(sum(touches) filter (where state in ('FAILED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')), 0) as failed,
                            (select count(distinct coalesce('c' || v.contact_id, 'v' || v.visitor))
                             from engagement.link_visit v join s on s.staff_id = v.staff_id and s.content_id = v.content_id
                                and v.opened_at >= s.issued_at) as opened
                        from t
                        """.formatted(HERE))
                .params(params(id, from))
                .query((row, number) -> new Outcome(
                        row.getInt("wished"),
                        row.getInt("suppressed"),
                        row.getInt("before"),
                        row.getInt("sent"),
                        row.getInt("failed"),
                        row.getInt("opened")))
                .single();
    }

    /** What people there said of it: what is unanswered first, then the newest; at most 100. */
    public List<Feedback> feedback(InstructionId id, InstitutionId from) {
        return feedback("f.institution_id" + HERE, params(id, from));
    }

    /** What one person said of it. */
    public List<Feedback> feedback(InstructionId id, StaffId staff) {
        return feedback("f.staff_id = :staff", Map.of("id", id.value(), "staff", staff.value()));
    }

    private List<Feedback> feedback(String which, Map<String, Object> params) {
        return db.sql("""
                        select f.*, coalesce(p.name, p.staff_no, p.wecom_userid, '') as staff_name, n.name as place
                        from engagement.instruction_feedback f
                        join core.pub_staff p on p.id = f.staff_id
                        join core.pub_institution n on n.id = f.institution_id
                        where f.instruction_id = :id and %s
                        order by f.answer is not null, f.at desc, f.id desc limit 100
                        """.formatted(which))
                .params(params)
                .query((row, number) -> said(row))
                .list();
    }

    private static Feedback said(ResultSet row) throws SQLException {
        String answer = row.getString("answer");
        return new Feedback(
                row.getLong("id"),
                row.getString("staff_name"),
                row.getString("place"),
                FeedbackKind.valueOf(row.getString("kind")),
                row.getString("reason"),
                row.getTimestamp("at").toInstant(),
                answer == null
                        ? Optional.empty()
                        : Optional.of(new Feedback.Answer(
                                answer,
                                row.getString("answered_by"),
                                row.getTimestamp("answered_at").toInstant())),
                row.getTimestamp("answer_seen_at") != null);
    }

    private Map<String, Object> params(InstructionId id, InstitutionId from) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return Map.of("id", id.value(), "from", from.value(), "now", now);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Optional<Duration> seconds(ResultSet row, String column) throws SQLException {
        BigDecimal seconds = row.getBigDecimal(column);
        return seconds == null ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds.longValue()));
    }
}
