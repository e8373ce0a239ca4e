package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Legal holds (法律保全), set and lifted by two persons each. What could be lost must not wait for the second one: a hold
 * holds from the moment it is asked for, and until the lifting is agreed to. Every step is logged.
 */
@Component
@Transactional
public class LegalHolds {

    private static final String STATE = """
            case when lifted_at is not null then 'LIFTED' when confirmed = false then 'REFUSED'
                when lift_proposed_at is not null then 'LIFT_PROPOSED' when confirmed then 'IN_FORCE' else 'PROPOSED' end
            """;

    private final JdbcClient db;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final HeldMessages messages;
    private final Clock clock;

    LegalHolds(JdbcClient db, AuditLog audit, CurrentActor actor, HeldMessages messages, Clock clock) {
        this.db = db;
        this.messages = messages;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * @return the number of the hold, which holds from now on
     * @throws UnknownHeld when there is no such customer or conversation
     */
    public long propose(LegalHold.Span span, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A hold has a reason");
        }
        known(span);
        long id = db.sql("""
                        insert into compliance.legal_hold
                            (customer_no, conversation_id, first_day, last_day, reason, proposed_by, proposed_at)
                        values (:customer, :conversation, :from, :to, :reason, :by, :now)
                        returning id
                        """)
                .param("customer", span.customerNo())
                .param("conversation", span.conversation())
                .param("from", span.from())
                .param("to", span.to())
                .param("reason", reason)
                .param("by", actor.get().name())
                .param("now", now())
                .query(Long.class)
                .single();
        log(id, "PROPOSED", reason);
        return id;
    }

    /** @throws HoldNotOpen when there is nothing to decide, or it was asked for by the same person */
    public void confirm(long id) {
        decide(id, true);
        log(id, "CONFIRMED", null);
    }

    /** @throws HoldNotOpen when there is nothing to decide, or it was asked for by the same person */
    public void refuse(long id) {
        decide(id, false);
        log(id, "REFUSED", null);
    }

    /** @throws HoldNotOpen when it is not in force */
    public void proposeLift(long id, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A hold is lifted for a reason");
        }
        changed(db.sql("""
                        update compliance.legal_hold
                        set lift_reason = :reason, lift_proposed_by = :by, lift_proposed_at = :now
                        where id = :id and confirmed and lifted_at is null and lift_proposed_at is null
                        """).param("reason", reason), id);
        log(id, "LIFT_PROPOSED", reason);
    }

    /** @throws HoldNotOpen when nobody asked for it, or the same person did */
    public void lift(long id) {
        changed(db.sql("""
                        update compliance.legal_hold set lifted_by = :by, lifted_at = :now
                        where id = :id and lifted_at is null and lower(lift_proposed_by) <> lower(:by)
                        """), id);
        log(id, "LIFTED", null);
    }

    /**
     * It stays in force, and may be asked for again.
     *
     * @throws HoldNotOpen when nobody asked to lift it
     */
    public void refuseLift(long id) {
        int rows = db.sql("""
                        update compliance.legal_hold
                        set lift_reason = null, lift_proposed_by = null, lift_proposed_at = null
                        where id = :id and lifted_at is null and lift_proposed_at is not null
                        """).param("id", id).update();
        if (rows == 0) {
            throw new HoldNotOpen(id);
        }
        log(id, "LIFT_REFUSED", null);
    }

    /** The newest first, those over among them. Not read-only: the reader's role sees no holds. */
    public List<LegalHold> all() {
        return db.sql("select *, " + STATE + " as state from compliance.legal_hold order by id desc")
                .query((row, number) -> hold(row))
                .list();
    }

    /**
     * How many messages a hold covers now, and how many of them only holds keep; empty when it keeps nothing any more,
     * or counting took too long. Each count is a transaction of its own: one that was given up spoils no other.
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<LegalHold.Kept> kept(LegalHold hold) {
        return hold.holds() ? messages.count(hold.span()) : Optional.empty();
    }

    private void known(LegalHold.Span span) {
        if (span.customerNo() != null
                && !db.sql("select exists (select from core.pub_customer where customer_no = :no)")
                        .param("no", span.customerNo())
                        .query(Boolean.class)
                        .single()) {
            throw new UnknownHeld(UnknownHeld.What.CUSTOMER);
        }
        if (span.conversation() != null
                && !db.sql("select exists (select from compliance.conversation where id = :id)")
                        .param("id", span.conversation())
                        .query(Boolean.class)
                        .single()) {
            throw new UnknownHeld(UnknownHeld.What.CONVERSATION);
        }
    }

    private void decide(long id, boolean confirmed) {
        changed(db.sql("""
                        update compliance.legal_hold set decided_by = :by, decided_at = :now, confirmed = :confirmed
                        where id = :id and confirmed is null and lower(proposed_by) <> lower(:by)
                        """).param("confirmed", confirmed), id);
    }

    private void changed(JdbcClient.StatementSpec update, long id) {
        int rows = update.param("id", id)
                .param("by", actor.get().name())
                .param("now", now())
                .update();
        if (rows == 0) {
            throw new HoldNotOpen(id);
        }
    }

    private void log(long id, String step, @Nullable String reason) {
        audit.record(
                AuditAction.LEGAL_HOLD_CHANGED,
                new AuditSubject(AuditSubject.Kind.EVIDENCE, "hold-" + id, null),
                reason,
                Map.of("hold", id, "step", step));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static LegalHold hold(ResultSet row) throws SQLException {
        return new LegalHold(
                row.getLong("id"),
                LegalHold.State.valueOf(row.getString("state")),
                new LegalHold.Span(
                        row.getString("customer_no"),
                        row.getObject("conversation_id", Long.class),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class)),
                row.getString("reason"),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                row.getString("decided_by"),
                row.getString("lift_reason"),
                row.getString("lift_proposed_by"),
                row.getString("lifted_by"));
    }
}
