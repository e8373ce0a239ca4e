package cn.bankscrm.engagement.instruction;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Knows from what was sent that an instruction is being carried out: whoever, since it reached them, confirmed a send
 * of it, of its content or of its plan has started; when nothing of it waits any more they have done it. The work of a
 * plan goes on from day to day, so that whoever follows one says by themselves that it is done.
 */
@Component
class Following {

    private final JdbcClient db;

    Following(JdbcClient db) {
        this.db = db;
    }

    /** @return with how many people it went on */
    @Transactional
    int follow(InstructionId id) {
        return db.sql("""
                        with i as (
                            select id, content_id, plan_id from engagement.instruction
                            where id = :id and state = 'RUNNING' and (content_id is not null or plan_id is not null)
                        ), t as (
                            select t.staff_id, t.state, t.state_at, t.send_id, t.wished_for
                            from i join engagement.touch t on t.source = 'INSTRUCTION' and t.source_id = i.id
                            union all
                            select t.staff_id, t.state, t.state_at, t.send_id, t.wished_for
                            from i join engagement.touch t on t.source = 'SOP' and t.source_id = i.plan_id
                            union all
                            select t.staff_id, t.state, t.state_at, t.send_id, t.wished_for
                            from i join engagement.touch t on t.source = 'MANUAL' and t.content_id = i.content_id
                        ), known as (
                            select s.staff_id, coalesce(d.confirmed_at, case when t.state = 'SENT' then t.state_at end) as at,
                                t.state in ('WISHED', 'PLANNED') or t.state = 'OFFERED' and d.confirmed_at is null as waits
                            from engagement.instruction_staff s
                            join t on t.staff_id = s.staff_id and t.wished_for >= s.delivered_at
                            left join engagement.send d on d.id = t.send_id
                            where s.instruction_id = :id and s.state in ('DELIVERED', 'SEEN', 'STARTED')
                        ), moved as (
                            select staff_id, min(at) as first, max(at) as last,
                                not bool_or(waits) and (select plan_id is null from i) as done
                            from known group by staff_id having count(at) > 0
                        )
                        update engagement.instruction_staff s
                        set state = case when m.done then 'DONE' else 'STARTED' end,
                            seen_at = coalesce(s.seen_at, m.first), started_at = coalesce(s.started_at, m.first),
                            done_at = case when m.done then m.last end, done_by = case when m.done then 'TOUCHES' end
                        from moved m
                        where s.instruction_id = :id and s.staff_id = m.staff_id
                          and s.state in ('DELIVERED', 'SEEN', 'STARTED') and (m.done or s.state <> 'STARTED')
                        """).param("id", id.value()).update();
    }
}
