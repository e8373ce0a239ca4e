package cn.bankscrm.core.customer;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.privacy.FieldCipher;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shows masked personal data in full, for a stated reason. The entry in the audit log is written in the same
 * transaction: without it nothing is shown. The log is also what the limit is counted from, so that it holds across
 * nodes and cannot be reset.
 */
@Component
public class RevealingPersonalData {

    /** More than any day's work with customers needs, and far too few to copy a bank. */
    public static final int MOST_IN_AN_HOUR = 60;

    private static final Duration HOUR = Duration.ofHours(1);

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    RevealingPersonalData(JdbcClient db, FieldCipher cipher, AuditLog audit, CurrentActor actor, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    /** @param reason why, in the reader's own words; not blank */
    @Transactional
    public RevealOutcome reveal(SeenCustomer customer, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Personal data is shown for a reason");
        }
        if (inTheLastHour(actor.get().name()) >= MOST_IN_AN_HOUR) {
            return new RevealOutcome.TooOften(MOST_IN_AN_HOUR);
        }
        audit.record(
                AuditAction.PERSONAL_DATA_REVEALED,
                new AuditSubject(AuditSubject.Kind.CUSTOMER, customer.no().value(), customer.institution()),
                reason,
                Map.of("fields", List.of("name", "mobile", "certificate")));
        return new RevealOutcome.Revealed(read(customer.id()));
    }

    private long inTheLastHour(String name) {
        // one at a time for each reader, so that parallel requests cannot pass the limit together
        db.sql("select pg_advisory_xact_lock(hashtextextended('reveal:' || :name, 0))")
                .param("name", name)
                .query((row, number) -> true)
                .single();
        return db.sql("""
                        select count(*) from core.audit_entry
                        where actor = :name and at > :since and action = 'PERSONAL_DATA_REVEALED'
                        """)
                .param("name", name)
                .param("since", clock.instant().minus(HOUR).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private PersonalData read(CustomerId id) {
        return db.sql("select name_enc, mobile_enc, certificate_enc from core.customer where id = :id")
                .param("id", id.value())
                .query((row, number) -> {
                    byte[] mobile = row.getBytes("mobile_enc");
                    byte[] certificate = row.getBytes("certificate_enc");
                    return new PersonalData(
                            cipher.decrypt("customer.name", row.getBytes("name_enc")),
                            mobile == null ? null : cipher.decrypt("customer.mobile", mobile),
                            certificate == null ? null : cipher.decrypt("customer.certificate", certificate));
                })
                .single();
    }
}
