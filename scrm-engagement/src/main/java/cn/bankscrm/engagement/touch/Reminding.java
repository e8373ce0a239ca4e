package cn.bankscrm.engagement.touch;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds members to confirm mass sends, not more often than is bearable. Every call counts, whether its answer came or
 * not.
 */
@Component
public class Reminding {

    /** Within this time … */
    static final Duration SPAN = Duration.ofDays(1);
    /** … at most so many, … */
    static final int MOST = 3;
    /** … with so much between them. */
    static final Duration PAUSE = Duration.ofHours(2);

    private final JdbcClient db;
    private final MassSending weCom;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Reminding(JdbcClient db, MassSending weCom, AuditLog audit, PlatformTransactionManager transactions, Clock clock) {
        this.db = db;
        this.weCom = weCom;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What came of it. */
    public enum Outcome {
        REMINDED,
        /** There is no such send in the scope, or nothing is to be confirmed any more. */
        NOT_WAITING,
        TOO_OFTEN,
        /** WeCom could not be told now. */
        UNREACHABLE
    }

    private record Waiting(String weComId, long content, String staffNo) {}

    private record Asked(Outcome outcome, @Nullable String weComId) {}

    /** WeCom is told after the transaction that has written it down. */
    @Transactional(propagation = Propagation.NEVER)
    public Outcome remind(SendId id, DataScope scope, String by) {
        Asked asked = Objects.requireNonNull(transaction.execute(status -> ask(id, scope, by)));
        if (asked.weComId() == null) {
            return asked.outcome();
        }
        try {
            weCom.remind(asked.weComId());
            return Outcome.REMINDED;
        } catch (SendingFailure failure) {
            if (failure.kind() != SendingFailure.Kind.REFUSED) {
                return Outcome.UNREACHABLE;
            }
            return failure.reason() == SendReason.TOO_OFTEN ? Outcome.TOO_OFTEN : Outcome.NOT_WAITING;
        }
    }

    private Asked ask(SendId id, DataScope scope, String by) {
        Instant now = clock.instant();
        Optional<Waiting> waiting = db.sql("""
                        select s.wecom_id, s.content_id, coalesce(p.staff_no, '') as staff_no
                        from engagement.send s join core.pub_staff p on p.id = s.staff_id
                        where s.id = :id and s.channel = 'MASS_SEND' and s.state = 'DRAFTED' and %s
                        for update of s
                        """.formatted(SendQueries.within(scope)))
                .param("id", id.value())
                .param("root", SendQueries.root(scope))
                .query((row, n) ->
                        new Waiting(row.getString("wecom_id"), row.getLong("content_id"), row.getString("staff_no")))
                .optional();
        if (waiting.isEmpty()) {
            return new Asked(Outcome.NOT_WAITING, null);
        }
        boolean quiet = db.sql("""
                        select count(*) filter (where at > :dayAgo) < :most and coalesce(max(at) < :pause, true)
                        from engagement.send_reminder where send_id = :id
                        """)
                .param("dayAgo", Timestamp.from(now.minus(SPAN)))
                .param("most", MOST)
                .param("pause", Timestamp.from(now.minus(PAUSE)))
                .param("id", id.value())
                .query(Boolean.class)
                .single();
        if (!quiet) {
            return new Asked(Outcome.TOO_OFTEN, null);
        }
        db.sql("insert into engagement.send_reminder (send_id, at, by) values (:id, :now, :by)")
                .param("id", id.value())
                .param("now", Timestamp.from(now))
                .param("by", by)
                .update();
        audit.record(
                AuditAction.SEND_REMINDED,
                new AuditSubject(
                        AuditSubject.Kind.CONTENT, Long.toString(waiting.get().content()), null),
                null,
                Map.of("send", id.value(), "staff", waiting.get().staffNo()));
        return new Asked(Outcome.REMINDED, waiting.get().weComId());
    }
}
