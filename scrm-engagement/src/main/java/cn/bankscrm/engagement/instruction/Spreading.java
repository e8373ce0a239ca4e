package cn.bankscrm.engagement.instruction;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings an instruction to where it belongs: whoever holds one of its posts in its institutions today has it, whoever
 * does not any more is taken out of it, and what an institution passed on arrives at its staff and the institutions
 * below. Done again it changes nothing. The instruction is locked for the whole transaction, so that it is not ended,
 * passed on and spread at once.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Spreading {

    /** Who is meant today; of one with two such posts, the later. */
    private static final String MEANT = """
            meant as (
                select distinct on (p.staff_id) p.staff_id, p.institution_id
                from engagement.instruction i
                join engagement.instruction_reach r on r.instruction_id = i.id
                join core.pub_institution_path u on u.ancestor_id = r.institution_id
                join core.pub_staff_post p on p.institution_id = u.institution_id and p.position = any(i.positions)
                    and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                where i.id = :id
                order by p.staff_id, p.valid_from desc, p.institution_id)
            """;

    /** The customers of those to whom it has come just now: certified, and their friends. */
    private static final String WISH_SENDS = """
            insert into engagement.touch
                (key, wished_for, source, source_id, staff_id, contact_id, customer_id, channel, content_id, state, state_at)
            select distinct on (a.customer_id) 'instruction:' || i.id || ':c' || a.customer_id, s.delivered_at, 'INSTRUCTION', i.id,
                s.staff_id, l.contact_id, a.customer_id, i.channel, i.content_id, 'WISHED', :now
            from engagement.instruction i
            join engagement.instruction_staff s on s.instruction_id = i.id and s.delivered_at = :now and s.state = 'DELIVERED'
            join core.pub_assignment a on a.staff_id = s.staff_id and a.valid_from <= :today
                and (a.valid_to is null or a.valid_to >= :today)
            join core.pub_binding b on b.customer_id = a.customer_id and b.unbound_at is null
            join core.pub_friend_link l on l.contact_id = b.contact_id and l.staff_id = a.staff_id and l.ended_at is null
            where i.id = :id and i.channel = 'MASS_SEND'
            order by a.customer_id, l.added_at desc
            on conflict (key, wished_for) do nothing
            """;

    private static final String WISH_MOMENTS = """
            insert into engagement.touch (key, wished_for, source, source_id, staff_id, channel, content_id, state, state_at)
            select 'instruction:' || i.id || ':s' || s.staff_id, s.delivered_at, 'INSTRUCTION', i.id, s.staff_id, i.channel,
                i.content_id, 'WISHED', :now
            from engagement.instruction i
            join engagement.instruction_staff s on s.instruction_id = i.id and s.delivered_at = :now and s.state = 'DELIVERED'
            where i.id = :id and i.channel = 'MOMENT'
            on conflict (key, wished_for) do nothing
            """;

    private final JdbcClient db;
    private final Clock clock;

    Spreading(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Holds the instruction until the transaction is over.
     *
     * @return the institution that issued it; empty where it is not running
     */
    Optional<Long> hold(InstructionId id) {
        return db.sql(
                        "select institution_id from engagement.instruction where id = :id and state = 'RUNNING' for update")
                .param("id", id.value())
                .query(Long.class)
                .optional();
    }

    /** @return how many people it is meant for now; 0 where it is not running */
    int spread(InstructionId id) {
        if (hold(id).isEmpty()) {
            return 0;
        }
        Map<String, Object> params = params(id);
        db.sql("with " + MEANT + """
                        insert into engagement.instruction_staff as s (instruction_id, staff_id, institution_id, state)
                        select :id, staff_id, institution_id, 'WAITING' from meant
                        on conflict (instruction_id, staff_id) do update
                        set institution_id = excluded.institution_id,
                            state = case when s.state = 'LEFT' then 'WAITING' else s.state end,
                            delivered_at = case when s.state <> 'LEFT' then s.delivered_at end,
                            seen_at = case when s.state <> 'LEFT' then s.seen_at end,
                            started_at = case when s.state <> 'LEFT' then s.started_at end,
                            left_at = null
                        where s.state = 'LEFT' or s.state <> 'DONE' and s.institution_id <> excluded.institution_id
                        """).params(params).update();
        int left = db.sql("with " + MEANT + """
                        update engagement.instruction_staff s set state = 'LEFT', left_at = :now
                        where s.instruction_id = :id and s.state not in ('DONE', 'LEFT')
                          and not exists (select from meant m where m.staff_id = s.staff_id)
                        """).params(params).update();
        if (left > 0) {
            callOff(id, "s.state = 'LEFT'", "INSTRUCTION_LEFT");
        }
        receipts(params);
        deliver(id);
        return db.sql(
                        "select count(*) from engagement.instruction_staff where instruction_id = :id and state <> 'LEFT'")
                .params(params)
                .query(Integer.class)
                .single();
    }

    /** A receipt for each institution on the way from the issuing one to where somebody is meant. */
    private void receipts(Map<String, Object> params) {
        db.sql("""
                        insert into engagement.instruction_institution
                            (instruction_id, institution_id, state, delivered_at, seen_at, passed_at)
                        select id, institution_id, 'PASSED', issued_at, issued_at, issued_at
                        from engagement.instruction where id = :id
                        on conflict do nothing
                        """).params(params).update();
        db.sql("""
                        insert into engagement.instruction_institution
                            (instruction_id, institution_id, state, delivered_at, passed_at)
                        select distinct i.id, up.ancestor_id, case when i.automatic then 'PASSED' else 'WAITING' end,
                            case when i.automatic then :now::timestamptz end, case when i.automatic then :now::timestamptz end
                        from engagement.instruction i
                        join (select distinct institution_id from engagement.instruction_staff
                              where instruction_id = :id and state <> 'LEFT') s on true
                        join core.pub_institution_path up on up.institution_id = s.institution_id
                        join core.pub_institution_path below on below.ancestor_id = i.institution_id
                            and below.institution_id = up.ancestor_id
                        where i.id = :id
                        on conflict do nothing
                        """).params(params).update();
    }

    /** What has been passed on arrives: at the institutions right below, and with the staff. */
    void deliver(InstructionId id) {
        Map<String, Object> params = params(id);
        db.sql("""
                        update engagement.instruction_institution r set state = 'DELIVERED', delivered_at = :now
                        from core.pub_institution n
                        join engagement.instruction_institution above on above.institution_id = n.parent_id
                            and above.instruction_id = :id and above.state = 'PASSED'
                        where r.instruction_id = :id and r.state = 'WAITING' and n.id = r.institution_id
                        """).params(params).update();
        int arrived = db.sql("""
                        update engagement.instruction_staff s set state = 'DELIVERED', delivered_at = :now
                        from engagement.instruction_institution r
                        where s.instruction_id = :id and s.state = 'WAITING' and r.instruction_id = :id
                          and r.institution_id = s.institution_id and r.state = 'PASSED'
                        """).params(params).update();
        if (arrived > 0) {
            db.sql(WISH_SENDS).params(params).update();
            db.sql(WISH_MOMENTS).params(params).update();
        }
    }

    /**
     * What of it was wished for and has not been brought to a member yet is not going to be. What is just being brought
     * to them, and what lies before them, {@code touch} takes back once the instruction is over.
     *
     * @param whose a condition on the staff's rows {@code s}
     */
    void callOff(InstructionId id, String whose, String rule) {
        db.sql("""
                        update engagement.touch t
                        set state = 'SUPPRESSED', state_at = :now, why = jsonb_build_object('rule', :rule::text)
                        from engagement.instruction_staff s
                        where t.source = 'INSTRUCTION' and t.source_id = :id and t.state in ('WISHED', 'PLANNED')
                          and (t.send_id is null or exists (
                            select from engagement.send d
                            where d.id = t.send_id and d.state = 'READY' and d.leased_until is null))
                          and s.instruction_id = :id and s.staff_id = t.staff_id and %s
                        """.formatted(whose)).params(params(id)).param("rule", rule).update();
    }

    private Map<String, Object> params(InstructionId id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return Map.of("id", id.value(), "now", at, "today", LocalDate.ofInstant(now, InstructionScope.ZONE));
    }
}
