package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ContactsDescribed;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Bindings that the app told before WeCom knew the contact: kept by union id until the contact appears. */
@Component
class AwaitedBindings {

    private static final Actor BY = Actor.system("awaited-bindings");

    private final JdbcClient db;
    private final ContactRegister contacts;
    private final Certification certification;
    private final Clock clock;

    AwaitedBindings(JdbcClient db, ContactRegister contacts, Certification certification, Clock clock) {
        this.db = db;
        this.contacts = contacts;
        this.certification = certification;
        this.clock = clock;
    }

    /** @return that it waits, or why not: another customer waits for the same person */
    @Transactional
    BindingOutcome await(Binding binding, CustomerId customer) {
        UnionId unionId = Optional.ofNullable(binding.person().unionId()).orElseThrow();
        int entered = db.sql("""
                        insert into core.awaited_binding
                            (unionid, customer_id, bound_at, province, consent_version, told_at)
                        values (:unionid, :customer, :at, :province, :consent, :now)
                        on conflict (unionid) do nothing
                        """)
                .param("unionid", unionId.value())
                .param("customer", customer.value())
                .param("at", Timestamp.from(binding.boundAt()))
                .param("province", binding.province())
                .param("consent", binding.consentVersion())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        boolean own = db.sql("select customer_id = :customer from core.awaited_binding where unionid = :unionid")
                .param("unionid", unionId.value())
                .param("customer", customer.value())
                .query(Boolean.class)
                .single();
        return own ? new BindingOutcome.AwaitsContact(entered == 0) : new BindingOutcome.BoundElsewhere();
    }

    /** In the transaction that learns of the contacts: the friend is certified at once. */
    @EventListener
    @Transactional
    void on(ContactsDescribed described) {
        settle(described.contacts().stream().map(ExternalUserId::value).toArray(String[]::new));
    }

    /** Those that a race left waiting although their contact is known by now. */
    @Transactional
    void settleAll() {
        settle(null);
    }

    private void settle(String @Nullable [] userIds) {
        List<Awaited> due = db.sql("""
                        select a.unionid, a.customer_id, a.bound_at, a.province, a.consent_version
                        from core.awaited_binding a
                        where exists (
                            select from core.external_contact c
                            where c.unionid = a.unionid
                                and (:userIds::text[] is null or c.external_userid = any(:userIds::text[])))
                        order by a.unionid
                        for update skip locked
                        """)
                .param("userIds", userIds)
                .query((row, n) -> new Awaited(
                        new UnionId(row.getString("unionid")),
                        new CustomerId(row.getLong("customer_id")),
                        row.getTimestamp("bound_at"),
                        row.getString("province"),
                        row.getString("consent_version")))
                .list();
        due.forEach(this::certify);
    }

    private void certify(Awaited awaited) {
        ExternalUserId userId = contactOf(db, awaited.unionId()).orElseThrow();
        ExternalContactId contact =
                Optional.ofNullable(contacts.lock(Set.of(userId)).get(userId)).orElseThrow();
        if (!certification.endedSince(contact, awaited.at())) {
            certification.decide(claim(awaited, contact), BY);
        }
        db.sql("delete from core.awaited_binding where unionid = :unionid")
                .param("unionid", awaited.unionId().value())
                .update();
    }

    private Claim claim(Awaited awaited, ExternalContactId contact) {
        String customerNo = db.sql("select customer_no from core.customer where id = :id")
                .param("id", awaited.customer().value())
                .query(String.class)
                .single();
        return new Claim(
                Route.APP,
                contact,
                null,
                awaited.at().toInstant(),
                awaited.consentVersion(),
                new Claim.Stated(null, "", customerNo, awaited.unionId()),
                Trace.told(awaited.province()),
                List.of(awaited.customer()),
                List.of());
    }

    /**
     * The customer withdrew before the friend appeared.
     *
     * @return whether anything waited
     */
    @Transactional
    boolean forget(UnionId unionId, CustomerId customer) {
        return db.sql("delete from core.awaited_binding where unionid = :unionid and customer_id = :customer")
                        .param("unionid", unionId.value())
                        .param("customer", customer.value())
                        .update()
                > 0;
    }

    /** The contact with this union id; of several the one with a living link, then the newest. */
    static Optional<ExternalUserId> contactOf(JdbcClient db, UnionId unionId) {
        return db.sql("""
                        select c.external_userid from core.external_contact c
                        where c.unionid = :unionid
                        order by exists (
                            select from core.friend_link l where l.contact_id = c.id and l.ended_at is null) desc, c.id desc
                        limit 1
                        """)
                .param("unionid", unionId.value())
                .query((row, n) -> new ExternalUserId(row.getString("external_userid")))
                .optional();
    }

    private record Awaited(
            UnionId unionId,
            CustomerId customer,
            Timestamp at,
            @Nullable String province,
            String consentVersion) {}
}
