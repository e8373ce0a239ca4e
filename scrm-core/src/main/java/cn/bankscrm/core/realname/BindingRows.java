package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.institution.InstitutionId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Bindings and consents as rows, each change with its audit entry and the news that figures follow. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class BindingRows {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final SignedLinks links;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    BindingRows(JdbcClient db, SignedLinks links, AuditLog audit, ApplicationEventPublisher events, Clock clock) {
        this.db = db;
        this.links = links;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A binding to be made.
     *
     * @param consentedAt when the customer agreed: before {@code at} where a review lay between
     * @param madeBy the account that decided a review; null where the customer or the app did it
     */
    record NewBinding(
            ExternalContactId contact,
            CustomerId customer,
            Instant at,
            Route route,
            Trace trace,
            String consentVersion,
            Instant consentedAt,
            @Nullable String madeBy) {}

    /** Holds the customer until the transaction ends; every route does so after it has locked the contact. */
    void lock(CustomerId customer) {
        db.sql("select id from core.customer where id = :id for no key update")
                .param("id", customer.value())
                .query(Long.class)
                .single();
    }

    Optional<CustomerId> standingOf(ExternalContactId contact) {
        return db.sql("select customer_id from core.binding where contact_id = :contact and unbound_at is null")
                .param("contact", contact.value())
                .query((row, n) -> new CustomerId(row.getLong("customer_id")))
                .optional();
    }

    /** The contacts who are certified as this customer now. */
    List<ExternalContactId> contactsOf(CustomerId customer) {
        return db.sql("select contact_id from core.binding where customer_id = :customer and unbound_at is null")
                .param("customer", customer.value())
                .query((row, n) -> new ExternalContactId(row.getLong("contact_id")))
                .list();
    }

    void bind(NewBinding made, Actor by) {
        db.sql("""
                        insert into core.binding
                            (id, contact_id, customer_id, bound_at, route, province, consent_version, made_by,
                             address_digest, device_digest)
                        values (nextval('core.binding_seq'), :contact, :customer, :at, :route, :province, :consent, :madeBy,
                             :address, :device)
                        """)
                .param("contact", made.contact().value())
                .param("customer", made.customer().value())
                .param("at", Timestamp.from(made.at()))
                .param("route", made.route().word())
                .param("province", made.trace().province())
                .param("consent", made.consentVersion())
                .param("madeBy", made.madeBy())
                .param("address", made.trace().address())
                .param("device", made.trace().device())
                .update();
        audit.record(
                by,
                AuditAction.BINDING_MADE,
                subject(made.customer()),
                null,
                Map.of("route", made.route().word(), "contact", externalUserId(made.contact())));
        consent(made.contact(), made.customer(), made.consentVersion(), made.route(), made.consentedAt(), by);
        felt(made.customer(), made.at());
    }

    /** Notes a province that nobody has told of yet; one that is known stays, whoever tells another. */
    void locate(ExternalContactId contact, CustomerId customer, Trace trace) {
        int told = db.sql("""
                        update core.binding set province = :province, version = version + 1
                        where contact_id = :contact and unbound_at is null and province is null
                            and :province::text is not null
                        """)
                .param("province", trace.province())
                .param("contact", contact.value())
                .update();
        if (told > 0) {
            felt(customer, clock.instant());
        }
    }

    /**
     * Ends what stands between the two.
     *
     * @return whether anything stood
     */
    boolean end(ExternalContactId contact, CustomerId customer, String reason, Actor by) {
        Instant now = clock.instant();
        int ended = db.sql("""
                        update core.binding
                        set unbound_at = greatest(:now, bound_at), ended_by = :by, end_reason = :reason, version = version + 1
                        where contact_id = :contact and customer_id = :customer and unbound_at is null
                        """)
                .param("now", Timestamp.from(now))
                .param("by", by.name())
                .param("reason", reason)
                .param("contact", contact.value())
                .param("customer", customer.value())
                .update();
        if (ended == 0) {
            return false;
        }
        audit.record(
                by, AuditAction.BINDING_ENDED, subject(customer), reason, Map.of("contact", externalUserId(contact)));
        felt(customer, now);
        return true;
    }

    /** Records a consent; the same version again changes nothing, another version takes the place of the one before. */
    void consent(
            ExternalContactId contact, CustomerId customer, String version, Route route, Instant givenAt, Actor by) {
        boolean stands = db.sql("""
                        select exists (
                            select from core.consent
                            where contact_id = :contact and customer_id = :customer and version = :version
                                and withdrawn_at is null)
                        """)
                .param("contact", contact.value())
                .param("customer", customer.value())
                .param("version", version)
                .query(Boolean.class)
                .single();
        if (stands) {
            return;
        }
        db.sql("""
                        update core.consent set withdrawn_at = greatest(:now, given_at), withdrawn_via = 'RENEWED'
                        where contact_id = :contact and customer_id = :customer and withdrawn_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("contact", contact.value())
                .param("customer", customer.value())
                .update();
        db.sql("""
                        insert into core.consent (id, code, contact_id, customer_id, version, route, given_at)
                        values (nextval('core.consent_seq'), :code, :contact, :customer, :version, :route, :at)
                        """)
                .param("code", links.newCode())
                .param("contact", contact.value())
                .param("customer", customer.value())
                .param("version", version)
                .param("route", route.word())
                .param("at", Timestamp.from(givenAt))
                .update();
        audit.record(by, AuditAction.CONSENT_GIVEN, subject(customer), null, Map.of("version", version));
    }

    AuditSubject subject(CustomerId customer) {
        return db.sql("select customer_no, institution_id from core.customer where id = :id")
                .param("id", customer.value())
                .query((row, n) -> new AuditSubject(
                        AuditSubject.Kind.CUSTOMER,
                        row.getString("customer_no"),
                        new InstitutionId(row.getLong("institution_id"))))
                .single();
    }

    String externalUserId(ExternalContactId contact) {
        return db.sql("select external_userid from core.external_contact where id = :id")
                .param("id", contact.value())
                .query(String.class)
                .single();
    }

    private void felt(CustomerId customer, Instant since) {
        events.publishEvent(
                new CustomerFactsChanged(Set.of(customer), since.atZone(ZONE).toLocalDate()));
    }
}
