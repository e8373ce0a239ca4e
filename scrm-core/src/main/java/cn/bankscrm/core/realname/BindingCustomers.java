package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Certifies by the word of the bank's app, which has signed the customer in. The same report again changes nothing. The
 * friend link may come later than the binding, and so may the contact, where the app knows the union id alone.
 */
@Component
public class BindingCustomers {

    /** By how much the clocks of two servers may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final int MOST_NEAR = 5;

    private final JdbcClient db;
    private final ContactRegister contacts;
    private final Certification certification;
    private final AwaitedBindings awaited;
    private final FieldCipher cipher;
    private final CurrentActor actor;
    private final Clock clock;

    BindingCustomers(
            JdbcClient db,
            ContactRegister contacts,
            Certification certification,
            AwaitedBindings awaited,
            FieldCipher cipher,
            CurrentActor actor,
            Clock clock) {
        this.db = db;
        this.contacts = contacts;
        this.certification = certification;
        this.awaited = awaited;
        this.cipher = cipher;
        this.actor = actor;
        this.clock = clock;
    }

    @Transactional
    public BindingOutcome bind(Binding binding) {
        if (binding.boundAt().isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
            return new BindingOutcome.NotYet();
        }
        String mobile = Mobile.read(binding.mobile()).map(Mobile::value).orElse(binding.mobile());
        Optional<CustomerId> customer = customer(binding, mobile);
        Optional<ExternalContactId> contact = contact(binding.person());
        if (contact.isEmpty()) {
            return customer.<BindingOutcome>map(known -> awaited.await(binding, known))
                    .orElseGet(BindingOutcome.NoSuchCustomer::new);
        }
        return decide(binding, mobile, contact.get(), customer, actor.get());
    }

    private BindingOutcome decide(
            Binding binding, String mobile, ExternalContactId contact, Optional<CustomerId> customer, Actor by) {
        if (certification.endedSince(contact, Timestamp.from(binding.boundAt()))) {
            return new BindingOutcome.EndedSince();
        }
        return certification.decide(
                new Claim(
                        Route.APP,
                        contact,
                        null,
                        binding.boundAt(),
                        binding.consentVersion(),
                        new Claim.Stated(
                                null,
                                mobile,
                                binding.customer().value(),
                                binding.person().unionId()),
                        Trace.told(binding.province()),
                        customer.map(List::of).orElseGet(List::of),
                        customer.isPresent() ? List.of() : near(binding, mobile)),
                by);
    }

    /** Locked. By union id, the contact whom WeCom has told of, rather one with a living link. */
    private Optional<ExternalContactId> contact(WeChatPerson person) {
        ExternalUserId userId = person.contact();
        if (userId != null) {
            return locked(userId);
        }
        return AwaitedBindings.contactOf(
                        db, Optional.ofNullable(person.unionId()).orElseThrow())
                .flatMap(this::locked);
    }

    private Optional<ExternalContactId> locked(ExternalUserId userId) {
        Map<ExternalUserId, ExternalContactId> ids = contacts.lock(Set.of(userId));
        return Optional.ofNullable(ids.get(userId));
    }

    /** Who has the number of the customer or of the mobile alone: the former first. */
    private List<CustomerId> near(Binding binding, String mobile) {
        return db.sql("""
                        select id from core.customer where customer_no = :customer or mobile_digest = :mobile
                        order by customer_no <> :customer, id limit :most
                        """)
                .param("customer", binding.customer().value())
                .param("mobile", cipher.digest("customer.mobile", mobile))
                .param("most", MOST_NEAR)
                .query((row, number) -> new CustomerId(row.getLong("id")))
                .list();
    }

    private Optional<CustomerId> customer(Binding binding, String mobile) {
        return db.sql("select id from core.customer where customer_no = :customer and mobile_digest = :mobile")
                .param("customer", binding.customer().value())
                .param("mobile", cipher.digest("customer.mobile", mobile))
                .query((row, number) -> new CustomerId(row.getLong("id")))
                .optional();
    }
}
