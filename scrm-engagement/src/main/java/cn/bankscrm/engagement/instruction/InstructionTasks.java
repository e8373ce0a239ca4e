package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Instructions from below: what a member of staff has before them, and what they say about it. Every call is about one
 * person's own row. A command for an instruction that has not reached them, or is over, does nothing and says so.
 */
@Component
public class InstructionTasks {

    private static final int MOST = 200;

    private final JdbcClient db;
    private final AuditLog audit;
    private final Clock clock;

    InstructionTasks(JdbcClient db, AuditLog audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /** The running ones that have reached this person and are not done, the first due first; at most {@value #MOST}. */
    @Transactional(readOnly = true)
    public List<InstructionTask> of(StaffId staff) {
        return tasks("s.state in ('DELIVERED', 'SEEN', 'STARTED') and i.state = 'RUNNING'", staff, 0);
    }

    /** One that has reached this person, whether it is done or over by now or not. */
    @Transactional(readOnly = true)
    public Optional<InstructionTask> find(InstructionId id, StaffId staff) {
        return tasks("s.state not in ('WAITING', 'LEFT') and i.id = :id", staff, id.value()).stream()
                .findFirst();
    }

    private List<InstructionTask> tasks(String which, StaffId staff, long id) {
        return db.sql("""
                        select i.id, i.title, i.words, i.content_id, i.author_name, i.due_on, s.state, s.reminders,
                            coalesce(s.done_at, s.started_at, s.seen_at, s.delivered_at) as since,
                            (select count(*) from engagement.instruction_feedback f
                             where f.instruction_id = i.id and f.staff_id = s.staff_id
                               and f.answered_at is not null and f.answer_seen_at is null) as answers
                        from engagement.instruction_staff s
                        join engagement.instruction i on i.id = s.instruction_id
                        where s.staff_id = :staff and %s
                        order by i.due_on, i.id
                        limit %d
                        """.formatted(which, MOST))
                .param("staff", staff.value())
                .param("id", id)
                .query(InstructionTasks::task)
                .list();
    }

    private static InstructionTask task(ResultSet row, int number) throws SQLException {
        return new InstructionTask(
                new InstructionId(row.getLong("id")),
                row.getString("title"),
                row.getString("words"),
                Optional.ofNullable(row.getObject("content_id", Long.class)).map(ContentId::new),
                row.getString("author_name"),
                row.getObject("due_on", LocalDate.class),
                StaffStep.valueOf(row.getString("state")),
                row.getTimestamp("since").toInstant(),
                row.getInt("reminders"),
                row.getInt("answers"));
    }

    /**
     * They have opened it, and with it the answers to what they said.
     *
     * @return whether that was news
     */
    @Transactional
    public boolean seen(InstructionId id, StaffId staff) {
        int answers = db.sql("""
                        update engagement.instruction_feedback set answer_seen_at = :now
                        where instruction_id = :id and staff_id = :staff and answered_at is not null and answer_seen_at is null
                        """)
                .param("now", now())
                .param("id", id.value())
                .param("staff", staff.value())
                .update();
        return step(id, staff, "set state = 'SEEN', seen_at = :now", "s.state = 'DELIVERED'") || answers > 0;
    }

    /** @return false where it has begun already, is over, or has not reached them */
    @Transactional
    public boolean start(InstructionId id, StaffId staff) {
        return step(
                id,
                staff,
                "set state = 'STARTED', started_at = :now, seen_at = coalesce(seen_at, :now)",
                "s.state in ('DELIVERED', 'SEEN')");
    }

    /** @return false where it is done already, is over, or has not reached them */
    @Transactional
    public boolean done(InstructionId id, StaffId staff) {
        return step(id, staff, """
                        set state = 'DONE', done_at = :now, done_by = 'SELF', seen_at = coalesce(seen_at, :now),
                            started_at = coalesce(started_at, :now)
                        """, "s.state in ('DELIVERED', 'SEEN', 'STARTED')");
    }

    private boolean step(InstructionId id, StaffId staff, String set, String from) {
        return db.sql("""
                        update engagement.instruction_staff s %s
                        from engagement.instruction i
                        where i.id = s.instruction_id and i.state = 'RUNNING' and s.instruction_id = :id
                          and s.staff_id = :staff and %s
                        """.formatted(set, from))
                        .param("now", now())
                        .param("id", id.value())
                        .param("staff", staff.value())
                        .update()
                == 1;
    }

    /**
     * What they say of it, to its author. It may be said more than once, and after it is done.
     *
     * @param reason at most 500 characters; needed unless it is useful
     * @return false where the instruction is over or has not reached them, or the reason is missing or too long
     */
    @Transactional
    public boolean feedback(InstructionId id, StaffId staff, FeedbackKind kind, String reason) {
        String said = reason.strip();
        if (said.length() > 500 || (kind != FeedbackKind.USEFUL && said.isEmpty())) {
            return false;
        }
        Optional<Long> place = db.sql("""
                        insert into engagement.instruction_feedback (instruction_id, staff_id, institution_id, kind, reason, at)
                        select s.instruction_id, s.staff_id, s.institution_id, :kind, :reason, :now
                        from engagement.instruction_staff s
                        join engagement.instruction i on i.id = s.instruction_id and i.state = 'RUNNING'
                        where s.instruction_id = :id and s.staff_id = :staff and s.state not in ('WAITING', 'LEFT')
                        returning institution_id
                        """)
                .param("kind", kind.name())
                .param("reason", said)
                .param("now", now())
                .param("id", id.value())
                .param("staff", staff.value())
                .query(Long.class)
                .optional();
        place.ifPresent(institution -> audit.record(
                AuditAction.INSTRUCTION_FEEDBACK,
                new AuditSubject(
                        AuditSubject.Kind.INSTRUCTION, Long.toString(id.value()), new InstitutionId(institution)),
                null,
                Map.of("said", kind.name())));
        return place.isPresent();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
