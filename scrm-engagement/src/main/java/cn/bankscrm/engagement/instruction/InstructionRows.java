package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.touch.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Instructions as boards list them, each with what of it lies in the reader's scope. */
@Component
@Transactional(readOnly = true)
public class InstructionRows {

    private static final int MOST = 200;

    private static final String STALLED = """
            select r.instruction_id, i.title, n.code, n.name, r.delivered_at, r.state, r.escalated_at is not null as escalated,
                (select count(*) from core.pub_institution_path u
                 join engagement.instruction_staff s on s.instruction_id = r.instruction_id and s.institution_id = u.institution_id
                    and s.state = case when r.state = 'PASSED' then s.state else 'WAITING' end and s.state not in ('DONE', 'LEFT')
                 where u.ancestor_id = r.institution_id and (r.state <> 'PASSED' or u.depth = 0)) as people
            from engagement.instruction_institution r
            join engagement.instruction i on i.id = r.instruction_id and i.state = 'RUNNING'
            join core.pub_institution n on n.id = r.institution_id
            where\s""";

    private final JdbcClient db;
    private final Clock clock;

    InstructionRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** A choice of a form: a content, or a plan. */
    public record Choice(long id, String title) {}

    /** A position with how many hold it, and whether any of them manages customers. */
    public record Position(String name, int people, boolean managing) {}

    /**
     * The running ones first, the reader's own before others, the newest first; at most {@value #MOST}.
     *
     * @param account the reader's
     */
    public List<InstructionLine> all(DataScope scope, String account) {
        String place = InstructionScope.within("institution_id", scope);
        return db.sql("""
                        with i as (
                            select i.* from engagement.instruction i where %1$s
                            order by i.state <> 'RUNNING', i.author = :account desc, i.issued_at desc, i.id desc limit :most
                        ), m as (
                            select s.instruction_id, s.state, count(*) as people from engagement.instruction_staff s
                            where s.instruction_id in (select id from i) and s.state <> 'LEFT' and %2$s group by 1, 2
                        ), r as (
                            select r.instruction_id, count(*) filter (where r.state in ('DELIVERED', 'SEEN')) as stalled,
                                count(*) filter (where r.escalated_at is not null and (r.state <> 'PASSED' or exists (
                                    select from engagement.instruction_staff s
                                    where s.instruction_id = r.instruction_id and s.institution_id = r.institution_id
                                      and s.state in ('DELIVERED', 'SEEN', 'STARTED')))) as escalated
                            from engagement.instruction_institution r
                            where r.instruction_id in (select id from i) and %2$s group by 1
                        ), f as (
                            select f.instruction_id, count(*) as said, count(*) filter (where f.answer is null) as unanswered
                            from engagement.instruction_feedback f
                            where f.instruction_id in (select id from i) and %2$s group by 1
                        )
                        select i.id, i.title, n.name as from_name, i.author_name, i.author = :account as mine, i.state, i.issued_at,
                            i.due_on, coalesce(r.stalled, 0) as stalled, coalesce(r.escalated, 0) as escalated,
                            coalesce(f.said, 0) as said, coalesce(f.unanswered, 0) as unanswered, %3$s
                        from i
                        join core.pub_institution n on n.id = i.institution_id
                        left join r on r.instruction_id = i.id
                        left join f on f.instruction_id = i.id
                        left join m on m.instruction_id = i.id
                        group by i.id, i.title, n.name, i.author_name, i.author, i.state, i.issued_at, i.due_on, r.stalled,
                            r.escalated, f.said, f.unanswered
                        order by i.state <> 'RUNNING', i.author = :account desc, i.issued_at desc, i.id desc
                        """.formatted(InstructionScope.seen(scope), place, StepCounts.COLUMNS))
                .param("account", account)
                .param("root", InstructionScope.root(scope))
                .param("most", MOST)
                .query((row, number) -> line(row))
                .list();
    }

    private static InstructionLine line(ResultSet row) throws SQLException {
        return new InstructionLine(
                new InstructionId(row.getLong("id")),
                row.getString("title"),
                row.getString("from_name"),
                row.getString("author_name"),
                row.getBoolean("mine"),
                InstructionState.valueOf(row.getString("state")),
                row.getTimestamp("issued_at").toInstant(),
                row.getObject("due_on", LocalDate.class),
                StepCounts.read(row),
                row.getInt("stalled"),
                row.getInt("escalated"),
                row.getInt("said"),
                row.getInt("unanswered"));
    }

    /** What has arrived at an institution and waits for its officers to pass it on; the first due first. */
    public List<Stall> toPassOn(InstitutionId institution, DataScope scope) {
        return db.sql(STALLED + """
                        r.institution_id = :institution and r.state in ('DELIVERED', 'SEEN') and\s""" + InstructionScope.within("r.institution_id", scope)
                        + " order by i.due_on, i.id limit 50")
                .param("institution", institution.value())
                .param("root", InstructionScope.root(scope))
                .query((row, number) -> stall(row))
                .list();
    }

    /** What was brought before an institution of those right below it, and still stalls there; the first due first. */
    public List<Stall> escalatedTo(InstitutionId institution, DataScope scope) {
        return db.sql(STALLED + """
                        n.parent_id = :institution and r.escalated_at is not null
                          and (r.state <> 'PASSED' or exists (
                            select from engagement.instruction_staff s
                            where s.instruction_id = r.instruction_id and s.institution_id = r.institution_id
                              and s.state in ('DELIVERED', 'SEEN', 'STARTED'))) and\s""" + InstructionScope.within("r.institution_id", scope)
                        + " order by i.due_on, people desc, i.id limit 50")
                .param("institution", institution.value())
                .param("root", InstructionScope.root(scope))
                .query((row, number) -> stall(row))
                .list();
    }

    static Stall stall(ResultSet row) throws SQLException {
        return new Stall(
                new InstructionId(row.getLong("instruction_id")),
                row.getString("title"),
                row.getString("code"),
                row.getString("name"),
                row.getTimestamp("delivered_at").toInstant(),
                !"DELIVERED".equals(row.getString("state")),
                row.getInt("people"),
                row.getBoolean("escalated"));
    }

    public Optional<Instruction> find(InstructionId id, DataScope scope) {
        return db.sql("""
                        select i.*, n.name as from_name, p.name as plan_name, v.title as content_title
                        from engagement.instruction i
                        join core.pub_institution n on n.id = i.institution_id
                        left join engagement.sop_plan p on p.id = i.plan_id
                        left join lateral (
                            select c.title from engagement.content_version c where c.content_id = i.content_id
                            order by c.state = 'PUBLISHED' desc, c.number desc limit 1) v on true
                        where i.id = :id and\s""" + InstructionScope.seen(scope))
                .param("id", id.value())
                .param("root", InstructionScope.root(scope))
                .query((row, number) -> instruction(row))
                .optional();
    }

    /** Whether the reader may answer for it and end it: it was issued in their subtree. */
    public boolean own(Instruction instruction, DataScope scope) {
        return db.sql("select " + InstructionScope.within(":from::bigint", scope))
                .param("from", instruction.from().value())
                .param("root", InstructionScope.root(scope))
                .query(Boolean.class)
                .single();
    }

    private static Instruction instruction(ResultSet row) throws SQLException {
        InstructionState state = InstructionState.valueOf(row.getString("state"));
        String[] positions = (String[]) row.getArray("positions").getArray();
        return new Instruction(
                new InstructionId(row.getLong("id")),
                row.getString("title"),
                row.getString("words"),
                Optional.ofNullable(row.getObject("content_id", Long.class)).map(ContentId::new),
                Optional.ofNullable(row.getString("content_title")),
                Optional.ofNullable(row.getObject("plan_id", Long.class)).map(PlanId::new),
                Optional.ofNullable(row.getString("plan_name")),
                Optional.ofNullable(row.getString("channel")).map(Channel::valueOf),
                new InstitutionId(row.getLong("institution_id")),
                row.getString("from_name"),
                Arrays.asList(positions),
                row.getBoolean("automatic"),
                row.getObject("due_on", LocalDate.class),
                Optional.ofNullable(row.getObject("remind_days", Integer.class)),
                row.getInt("escalate_days"),
                row.getString("author"),
                row.getString("author_name"),
                row.getTimestamp("issued_at").toInstant(),
                state,
                state == InstructionState.RUNNING
                        ? Optional.empty()
                        : Optional.of(new Instruction.Over(
                                row.getTimestamp("ended_at").toInstant(),
                                row.getString("ended_by"),
                                row.getString("end_reason"))));
    }

    /** The positions held today at and below an institution of the scope. */
    public List<Position> positions(InstitutionId institution, DataScope scope) {
        return db.sql("""
                        select p.position, count(distinct p.staff_id) as people, bool_or(exists (
                            select from core.pub_assignment a where a.staff_id = p.staff_id and a.valid_from <= :today
                                and (a.valid_to is null or a.valid_to >= :today))) as managing
                        from core.pub_institution_path u
                        join core.pub_staff_post p on p.institution_id = u.institution_id and p.valid_from <= :today
                            and (p.valid_to is null or p.valid_to >= :today)
                        where u.ancestor_id = :institution and\s""" + InstructionScope.within("u.institution_id", scope) + """
                         group by p.position order by 3 desc, 2 desc, 1 limit 40
                        """)
                .param("today", LocalDate.ofInstant(clock.instant(), InstructionScope.ZONE))
                .param("institution", institution.value())
                .param("root", InstructionScope.root(scope))
                .query((row, number) ->
                        new Position(row.getString("position"), row.getInt("people"), row.getBoolean("managing")))
                .list();
    }

    /** The plans at work of the institution or one above it; the newest first. */
    public List<Choice> plans(InstitutionId institution) {
        return db.sql("""
                        select p.id, p.name from engagement.sop_plan p
                        where p.state in ('PILOT', 'LIVE') and p.institution_id in (
                            select ancestor_id from core.pub_institution_path where institution_id = :institution)
                        order by p.made_at desc, p.id desc limit 200
                        """)
                .param("institution", institution.value())
                .query((row, number) -> new Choice(row.getLong("id"), row.getString("name")))
                .list();
    }
}
