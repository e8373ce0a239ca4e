package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.touch.Reminding;
import cn.bankscrm.engagement.touch.SendId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds and escalates as the last day comes near. Until then whoever has not done it is reminded once a day from nine
 * in the morning: on their page, and in WeCom where a mass send of it lies before them. An institution that has not
 * passed it on, or with own staff who have not done it, is brought before the one above, once.
 */
@Component
class Nudging {

    private static final LocalTime FROM = LocalTime.of(9, 0);

    private final JdbcClient db;
    private final Reminding sends;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Nudging(JdbcClient db, Reminding sends, AuditLog audit, PlatformTransactionManager transactions, Clock clock) {
        this.db = db;
        this.sends = sends;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** @return how many people were reminded */
    int remind(InstructionId id) {
        if (LocalTime.ofInstant(clock.instant(), InstructionScope.ZONE).isBefore(FROM)) {
            return 0;
        }
        int reminded =
                db.sql("""
                        update engagement.instruction_staff s set reminded_on = :today, reminders = reminders + 1
                        from engagement.instruction i
                        where i.id = :id and i.state = 'RUNNING' and i.remind_days is not null
                          and :today between i.due_on - i.remind_days::int and i.due_on
                          and s.instruction_id = i.id and s.state in ('DELIVERED', 'SEEN', 'STARTED')
                          and (s.reminded_on is null or s.reminded_on < :today)
                        """).param("id", id.value()).param("today", today()).update();
        if (reminded > 0) {
            // the call is WeCom's, so it is made outside of any transaction
            drafts(id).forEach(send -> sends.remind(send, new DataScope.WholeBank(), "instruction"));
        }
        return reminded;
    }

    private List<SendId> drafts(InstructionId id) {
        return db.sql("""
                        select distinct d.id
                        from engagement.touch t
                        join engagement.send d on d.id = t.send_id and d.channel = 'MASS_SEND' and d.state = 'DRAFTED'
                        where t.source = 'INSTRUCTION' and t.source_id = :id and t.state = 'OFFERED'
                        order by d.id
                        """)
                .param("id", id.value())
                .query((row, number) -> new SendId(row.getLong("id")))
                .list();
    }

    /** @return how many institutions were brought before the one above */
    int escalate(InstructionId id) {
        Integer escalated = transaction.execute(status -> {
            List<InstitutionId> late = late(id);
            late.forEach(place -> audit.record(
                    Actor.system("instruction-escalation"),
                    AuditAction.INSTRUCTION_ESCALATED,
                    new AuditSubject(AuditSubject.Kind.INSTRUCTION, Long.toString(id.value()), place),
                    null,
                    Map.of()));
            return late.size();
        });
        return escalated == null ? 0 : escalated;
    }

    private List<InstitutionId> late(InstructionId id) {
        return db.sql("""
                        update engagement.instruction_institution r set escalated_at = :now
                        from engagement.instruction i
                        where i.id = :id and i.state = 'RUNNING' and :today >= i.due_on - i.escalate_days::int
                          and r.instruction_id = i.id and r.institution_id <> i.institution_id and r.escalated_at is null
                          and (r.state in ('DELIVERED', 'SEEN')
                            or r.state = 'PASSED' and exists (
                                select from engagement.instruction_staff s
                                where s.instruction_id = i.id and s.institution_id = r.institution_id
                                  and s.state in ('DELIVERED', 'SEEN', 'STARTED')))
                        returning r.institution_id
                        """)
                .param("now", now())
                .param("id", id.value())
                .param("today", today())
                .query((row, number) -> new InstitutionId(row.getLong("institution_id")))
                .list();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), InstructionScope.ZONE);
    }

    private OffsetDateTime now() {
        Instant now = clock.instant();
        return now.atOffset(ZoneOffset.UTC);
    }
}
