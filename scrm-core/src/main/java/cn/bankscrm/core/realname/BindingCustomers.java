package cn.bankscrm.core.realname;

import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Certifies WeCom contacts as customers of the bank. The contact is locked meanwhile: of two that race for one contact
 * exactly one wins. The friend link may come later than the binding.
 */
@Component
public class BindingCustomers {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final ContactRegister contacts;
    private final FieldCipher cipher;
    private final ApplicationEventPublisher events;

    BindingCustomers(JdbcClient db, ContactRegister contacts, FieldCipher cipher, ApplicationEventPublisher events) {
        this.db = db;
        this.contacts = contacts;
        this.cipher = cipher;
        this.events = events;
    }

    /** Certifies by the word of the bank's app, which signed the customer in; the same report again changes nothing. */
    @Transactional
    public BindingOutcome bind(Binding binding) {
        Optional<CustomerId> customer = customer(binding);
        if (customer.isEmpty()) {
            return new BindingOutcome.NoSuchCustomer();
        }
        ExternalContactId contact = locked(binding.contact());
        Optional<CustomerId> standing = db.sql("""
                        select customer_id from core.binding where contact_id = :contact and unbound_at is null
                        """)
                .param("contact", contact.value())
                .query((row, n) -> new CustomerId(row.getLong("customer_id")))
                .optional();
        if (standing.isPresent()) {
            return standing.equals(customer) ? new BindingOutcome.StoodAlready() : new BindingOutcome.BoundElsewhere();
        }
        db.sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, route, province, consent_version)
                        values (nextval('core.binding_seq'), :contact, :customer, :boundAt, 'app', :province, :consent)
                        """)
                .param("contact", contact.value())
                .param("customer", customer.get().value())
                .param("boundAt", Timestamp.from(binding.boundAt()))
                .param("province", binding.province())
                .param("consent", binding.consentVersion())
                .update();
        events.publishEvent(new CustomerFactsChanged(
                Set.of(customer.get()), binding.boundAt().atZone(ZONE).toLocalDate()));
        return new BindingOutcome.Bound();
    }

    private Optional<CustomerId> customer(Binding binding) {
        return db.sql("""
                        select id from core.customer where customer_no = :customer and mobile_digest = :mobile
                        """)
                .param("customer", binding.customer().value())
                .param("mobile", cipher.digest("customer.mobile", binding.mobile()))
                .query((row, n) -> new CustomerId(row.getLong("id")))
                .optional();
    }

    private ExternalContactId locked(ExternalUserId contact) {
        Map<ExternalUserId, ExternalContactId> ids = contacts.lock(Set.of(contact));
        return Optional.ofNullable(ids.get(contact)).orElseThrow();
    }
}
