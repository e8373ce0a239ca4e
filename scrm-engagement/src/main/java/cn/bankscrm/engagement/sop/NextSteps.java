package cn.bankscrm.engagement.sop;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works out the day's steps: for everybody whose next step is due it makes the wish and moves them on to the step
 * after, in one transaction a batch. What a killed batch would have done the next one does, under the same names; nodes
 * take batches that the other has not. A step whose day has gone by is left out, never sent late.
 */
@Component
public class NextSteps {

    /** Segments are as of today by then, and what the day brings is decided together. */
    static final LocalTime BEGINS = LocalTime.of(4, 30);

    private static final int BATCH = 20_000;

    private static final String MOVE = """
            with {steps},
            due as materialized (
                select id, customer_id, contact_id, anchor_at, next_step, due_at, enrolled_at
                from engagement.sop_enrolment
                where version_id = :version and due_at < :until and (due_at, id) > (:lastDue, :lastId)
                order by due_at, id
                limit :batch
                for update skip locked),
            judged as materialized (
                select d.id, d.customer_id, d.anchor_at, d.next_step, d.due_at, s.channel, s.content_id, s.worth,
                    coalesce(a.staff_id, r.staff_id) as staff_id,
                    case when a.staff_id is null or r.staff_id = a.staff_id then r.contact_id else d.contact_id end as contact_id,
                    d.due_at >= :startOfDay and coalesce(a.staff_id, r.staff_id) is not null
                        and (s.channel = 'TASK' or r.contact_id is not null and (a.staff_id is null or r.staff_id = a.staff_id))
                        and case d.next_step {conditions} else true end as goes
                from due d
                join step s on s.number = d.next_step
                left join core.pub_assignment a on a.customer_id = d.customer_id
                    and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                left join lateral (
                    select l.staff_id, l.contact_id
                    from core.pub_friend_link l
                    where l.ended_at is null and l.contact_id = any(array(
                        select d.contact_id where d.contact_id is not null
                        union
                        select b.contact_id from core.pub_binding b
                        where b.customer_id = d.customer_id and b.unbound_at is null))
                    order by l.staff_id = a.staff_id desc nulls last, l.added_at desc, l.id
                    limit 1) r on true),
            wished as (
                insert into engagement.touch (key, wished_for, source, source_id, staff_id, contact_id, customer_id,
                    channel, content_id, worth, state, state_at)
                select 'sop:' || :plan || ':' || id || ':' || next_step, due_at, 'SOP', :plan, staff_id, contact_id,
                    customer_id, channel, content_id, worth, 'WISHED', :now
                from judged
                where goes
                on conflict (key, wished_for) do nothing
                returning 1),
            moved as (
                update engagement.sop_enrolment e
                set next_step = n.number, due_at = n.due_at, state = case when n.number is null then 'DONE' else 'ACTIVE' end,
                    ended_at = case when n.number is null then :now end
                from (
                    select j.id, s.number,
                        case when s.number is not null then greatest({due}, j.due_at + interval '1 minute') end as due_at
                    from judged j
                    left join step s on s.number = j.next_step + 1) n
                where e.id = n.id)
            select count(*) as seen, (select count(*) from wished) as wished,
                max(due_at) as last_due,
                (array_agg(id order by due_at desc, id desc))[1] as last_id
            from judged
            """.replace("{steps}", PlanSql.STEPS).replace("{due}", PlanSql.DUE);

    /** How far a pass has come. */
    private record At(OffsetDateTime due, long id, long seen, long wished) {}

    private final JdbcClient db;
    private final PlansAtWork atWork;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NextSteps(JdbcClient db, PlansAtWork atWork, PlatformTransactionManager transactions, Clock clock) {
        this.db = db;
        this.atWork = atWork;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Goes through everybody in a plan at work once.
     *
     * @return how many wishes it made
     */
    public long work() {
        return atWork.populated().stream().mapToLong(this::work).sum();
    }

    /**
     * Goes through everybody in a version once.
     *
     * @return how many wishes it made
     */
    long work(Running of) {
        Instant until = until(clock.instant());
        At at = new At(OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), 0, 0, 0);
        long wished = 0;
        for (Optional<At> next = Optional.of(at); next.isPresent(); ) {
            At from = next.get();
            next = Optional.ofNullable(transaction.execute(status -> batch(of, until, from)))
                    .filter(one -> one.seen() > 0);
            wished += next.map(At::wished).orElse(0L);
        }
        return wished;
    }

    /** Steps before this moment are worked out now. */
    static Instant until(Instant now) {
        ZonedDateTime here = now.atZone(PlanSql.ZONE);
        return here.toLocalTime().isBefore(BEGINS)
                ? now
                : here.toLocalDate().plusDays(1).atStartOfDay(PlanSql.ZONE).toInstant();
    }

    /** One batch after a place, in the transaction that is under way. Seen: none, when the pass is at its end. */
    private At batch(Running of, Instant until, At from) {
        // whoever pauses the plan waits for this batch, and this one for them
        boolean atWork = db.sql("select state in ('PILOT', 'LIVE') from engagement.sop_plan where id = :id for share")
                .param("id", of.plan().value())
                .query(Boolean.class)
                .single();
        if (!atWork) {
            return new At(from.due(), from.id(), 0, 0);
        }
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, PlanSql.ZONE);
        return db.sql(MOVE.replace("{conditions}", conditions(of.rule().steps())))
                .params(PlanSql.stepParameters(of.rule().steps()))
                .param("plan", of.plan().value())
                .param("version", of.version())
                .param("planContents", PlanSql.contents(of.rule()))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("lastDue", from.due())
                .param("lastId", from.id())
                .param("batch", BATCH)
                .param("today", today)
                .param(
                        "startOfDay",
                        today.atStartOfDay(PlanSql.ZONE).toInstant().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new At(
                        row.getLong("seen") == 0 ? from.due() : row.getObject("last_due", OffsetDateTime.class),
                        row.getLong("last_id"),
                        row.getLong("seen"),
                        row.getLong("wished")))
                .single();
    }

    private static String conditions(List<Step> steps) {
        List<String> cases = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            cases.add("when " + (i + 1) + " then "
                    + PlanSql.condition(steps.get(i).condition()));
        }
        return String.join("\n", cases);
    }
}
