package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A customer's certifications, those that ended among them; and staff's ways to end what stands, with a reason. */
@Component
@Transactional
public class Certifications {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final CustomerQueries customers;
    private final ContactRegister contacts;
    private final BindingRows bindings;
    private final Consents consents;
    private final CurrentActor actor;

    Certifications(
            JdbcClient db,
            FieldCipher cipher,
            CustomerQueries customers,
            ContactRegister contacts,
            BindingRows bindings,
            Consents consents,
            CurrentActor actor) {
        this.db = db;
        this.cipher = cipher;
        this.customers = customers;
        this.contacts = contacts;
        this.bindings = bindings;
        this.consents = consents;
        this.actor = actor;
    }

    /** Newest first; empty when there is no such customer in the scope. */
    @Transactional(readOnly = true)
    public Optional<List<Certified>> of(CustomerNo customer, DataScope scope) {
        if (!isIn(customer, scope)) {
            return Optional.empty();
        }
        return Optional.of(db.sql("""
                        select b.id, e.name_enc, b.route, b.bound_at, b.province, b.made_by, b.unbound_at, b.ended_by,
                            b.end_reason, g.id as consent_id, g.version as consent_version, g.given_at, g.withdrawn_at,
                            g.version in (select version from core.former_consent_text) as replaced
                        from core.binding b
                        join core.customer c on c.id = b.customer_id
                        join core.external_contact e on e.id = b.contact_id
                        left join lateral (
                            select g.id, g.version, g.given_at, g.withdrawn_at from core.consent g
                            where g.contact_id = b.contact_id and g.customer_id = b.customer_id
                                and (b.unbound_at is null or g.given_at <= b.unbound_at)
                            order by g.given_at desc, g.id desc limit 1) g on true
                        where c.customer_no = :no
                        order by b.bound_at desc
                        """)
                .param("no", customer.value())
                .query((row, n) -> certified(row))
                .list());
    }

    /**
     * Ends a certification. The consent stays: it is the customer's.
     *
     * @return whether it stood, in the scope
     */
    public boolean end(BindingId id, CustomerNo customer, String reason, DataScope scope) {
        if (!isIn(customer, scope)) {
            return false;
        }
        Optional<Pair> standing = db.sql("""
                        select b.contact_id, b.customer_id, e.external_userid
                        from core.binding b
                        join core.customer c on c.id = b.customer_id
                        join core.external_contact e on e.id = b.contact_id
                        where b.id = :id and c.customer_no = :no and b.unbound_at is null
                        """)
                .param("id", id.value())
                .param("no", customer.value())
                .query((row, n) -> new Pair(
                        new ExternalContactId(row.getLong("contact_id")),
                        new CustomerId(row.getLong("customer_id")),
                        new ExternalUserId(row.getString("external_userid"))))
                .optional();
        return standing.isPresent() && end(standing.get(), reason);
    }

    /**
     * Withdraws a consent on the customer's request.
     *
     * @return whether it stood, in the scope
     */
    public boolean withdraw(ConsentId consent, CustomerNo customer, String reason, DataScope scope) {
        return isIn(customer, scope) && consents.withdraw(consent, customer, reason);
    }

    private boolean end(Pair pair, String reason) {
        contacts.lock(Set.of(pair.userId()));
        bindings.lock(pair.customer());
        return bindings.end(pair.contact(), pair.customer(), reason, actor.get());
    }

    private boolean isIn(CustomerNo customer, DataScope scope) {
        return !customers.withNumbers(List.of(customer), scope).isEmpty();
    }

    private Certified certified(ResultSet row) throws SQLException {
        byte[] name = row.getBytes("name_enc");
        long consent = row.getLong("consent_id");
        return new Certified(
                new BindingId(row.getLong("id")),
                name == null ? null : Masking.name(cipher.decrypt("external_contact.name", name)),
                row.getString("route"),
                Objects.requireNonNull(instant(row, "bound_at")),
                row.getString("province"),
                row.getString("made_by"),
                instant(row, "unbound_at"),
                row.getString("ended_by"),
                row.getString("end_reason"),
                consent == 0 ? null : new ConsentId(consent),
                row.getString("consent_version"),
                row.getBoolean("replaced"),
                instant(row, "given_at"),
                instant(row, "withdrawn_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private record Pair(ExternalContactId contact, CustomerId customer, ExternalUserId userId) {}
}
