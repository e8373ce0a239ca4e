package cn.bankscrm.core.realname;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customers' consents, and their withdrawal: by the customer on a phone page, by staff on the customer's request,
 * by the app. What rested on a consent ends with it: the certification, and the figures that count it.
 */
@Component
@Transactional
public class Consents {

    /** A customer can come back to their consent for so long; then the manager or the app serves. */
    static final Duration WAY_BACK = Duration.ofDays(1096);

    private static final String REASON = "客户撤回同意";

    private static final String STANDING = """
            select c.id, c.contact_id, c.customer_id, e.external_userid
            from core.consent c join core.external_contact e on e.id = c.contact_id
            where c.withdrawn_at is null and\s""";

    private final JdbcClient db;
    private final SignedLinks links;
    private final FieldCipher cipher;
    private final ContactRegister contacts;
    private final BindingRows bindings;
    private final AwaitedBindings awaited;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Activities activities;
    private final Clock clock;

    Consents(
            JdbcClient db,
            SignedLinks links,
            FieldCipher cipher,
            ContactRegister contacts,
            BindingRows bindings,
            AwaitedBindings awaited,
            AuditLog audit,
            CurrentActor actor,
            Activities activities,
            Clock clock) {
        this.db = db;
        this.links = links;
        this.cipher = cipher;
        this.contacts = contacts;
        this.bindings = bindings;
        this.awaited = awaited;
        this.audit = audit;
        this.actor = actor;
        this.activities = activities;
        this.clock = clock;
    }

    /**
     * A consent as its customer sees it; no personal data.
     *
     * @param replaced whether customers are shown a newer text by now
     * @param withdrawnAt null while it stands
     */
    public record OwnConsent(
            String version,
            boolean replaced,
            Instant givenAt,
            @Nullable Instant withdrawnAt) {}

    private record Standing(long id, ExternalContactId contact, String externalUserId, CustomerId customer) {}

    /** The token of the page on which the customer of this contact can look at the consent and withdraw it. */
    Optional<String> standingToken(ExternalContactId contact) {
        return db.sql("""
                        select c.code from core.consent c
                        join core.binding b on b.contact_id = c.contact_id and b.customer_id = c.customer_id
                            and b.unbound_at is null
                        where c.contact_id = :contact and c.withdrawn_at is null
                        """)
                .param("contact", contact.value())
                .query((row, n) -> token(row.getString("code")))
                .optional();
    }

    /** The same for whoever has the mobile number of the customer who consented; the standing consent before others. */
    @Transactional(readOnly = true)
    Optional<String> tokenOf(ExternalContactId contact, Mobile mobile) {
        return db.sql("""
                        select c.code from core.consent c join core.customer k on k.id = c.customer_id
                        where c.contact_id = :contact and k.mobile_digest = :mobile
                        order by c.withdrawn_at is null desc, c.given_at desc, c.id desc limit 1
                        """)
                .param("contact", contact.value())
                .param("mobile", cipher.digest("customer.mobile", mobile.value()))
                .query((row, n) -> token(row.getString("code")))
                .optional();
    }

    /** The same for who is this contact by what WeChat says. */
    @Transactional(readOnly = true)
    Optional<String> tokenOf(ExternalContactId contact, UnionId person) {
        return db.sql("""
                        select c.code from core.consent c join core.external_contact e on e.id = c.contact_id
                        where c.contact_id = :contact and e.unionid = :person
                        order by c.withdrawn_at is null desc, c.given_at desc, c.id desc limit 1
                        """)
                .param("contact", contact.value())
                .param("person", person.value())
                .query((row, n) -> token(row.getString("code")))
                .optional();
    }

    private String token(String code) {
        return links.sign(
                SignedLinks.Purpose.CONSENT,
                code,
                clock.instant().plus(WAY_BACK).truncatedTo(ChronoUnit.SECONDS));
    }

    /** @return empty for a token that was not made here, or whose time is over */
    @Transactional(readOnly = true)
    public Optional<OwnConsent> find(String token) {
        return code(token)
                .flatMap(code -> db.sql("""
                                select version, version in (select version from core.former_consent_text) as replaced,
                                    given_at, withdrawn_at
                                from core.consent where code = :code
                                """)
                        .param("code", code)
                        .query((row, n) -> {
                            Timestamp withdrawn = row.getTimestamp("withdrawn_at");
                            return new OwnConsent(
                                    row.getString("version"),
                                    row.getBoolean("replaced"),
                                    row.getTimestamp("given_at").toInstant(),
                                    withdrawn == null ? null : withdrawn.toInstant());
                        })
                        .optional());
    }

    /**
     * The customer withdraws on the phone page.
     *
     * @return whether a consent stood
     */
    public boolean withdraw(String token) {
        return code(token)
                .flatMap(code -> standing("c.code = :key", code))
                .map(consent -> withdraw(consent, Via.CUSTOMER, REASON, Actor.customer()))
                .orElse(false);
    }

    /**
     * The customer withdraws in the app; all their consents, or those of one person in WeChat. Twice is as good as
     * once.
     *
     * @return how many consents ended, and bindings that waited for their contact
     */
    public int withdraw(CustomerNo customer, Optional<WeChatPerson> person) {
        Actor by = actor.get();
        Optional<CustomerId> id = db.sql("select id from core.customer where customer_no = :no")
                .param("no", customer.value())
                .query((row, n) -> new CustomerId(row.getLong("id")))
                .optional();
        if (id.isEmpty()) {
            return 0;
        }
        List<Standing> theirs = standingOf(id.get()).stream()
                .filter(consent -> person.isEmpty() || is(consent, person.get()))
                .toList();
        // All contacts before the customer, as every other way locks them.
        contacts.lock(theirs.stream()
                .map(consent -> new ExternalUserId(consent.externalUserId()))
                .collect(Collectors.toSet()));
        int ended = 0;
        for (Standing consent : theirs) {
            ended += withdraw(consent, Via.APP, REASON, by) ? 1 : 0;
        }
        UnionId waiting = person.map(WeChatPerson::unionId).orElse(null);
        return waiting != null && awaited.forget(waiting, id.get()) ? ended + 1 : ended;
    }

    /**
     * Staff withdraw on the customer's request.
     *
     * @return whether the consent stood, and is this customer's
     */
    public boolean withdraw(ConsentId consent, CustomerNo customer, String reason) {
        return standing("c.id = :key", consent.value())
                .filter(found -> bindings.subject(found.customer()).id().equals(customer.value()))
                .map(found -> withdraw(found, Via.STAFF, reason, actor.get()))
                .orElse(false);
    }

    private enum Via {
        CUSTOMER,
        STAFF,
        APP
    }

    private boolean withdraw(Standing consent, Via via, String reason, Actor by) {
        contacts.lock(Set.of(new ExternalUserId(consent.externalUserId())));
        bindings.lock(consent.customer());
        Instant now = clock.instant();
        int withdrawn = db.sql("""
                        update core.consent set withdrawn_at = greatest(:now, given_at), withdrawn_via = :via
                        where id = :id and withdrawn_at is null
                        """)
                .param("now", Timestamp.from(now))
                .param("via", via.name())
                .param("id", consent.id())
                .update();
        if (withdrawn == 0) {
            return false;
        }
        audit.record(
                by,
                AuditAction.CONSENT_WITHDRAWN,
                bindings.subject(consent.customer()),
                via == Via.STAFF ? reason : null,
                Map.of("via", via.name(), "contact", consent.externalUserId()));
        bindings.end(consent.contact(), consent.customer(), reason, by);
        activities.record(new Activity(
                now,
                ActivityKind.CONSENT_WITHDRAWN,
                consent.customer(),
                consent.contact(),
                null,
                "consent:" + consent.id(),
                Map.of("via", via.name())));
        return true;
    }

    private Optional<String> code(String token) {
        return links.verify(SignedLinks.Purpose.CONSENT, token)
                .filter(signed -> signed.until().isAfter(clock.instant()))
                .map(SignedLinks.Signed::code);
    }

    private boolean is(Standing consent, WeChatPerson person) {
        ExternalUserId contact = person.contact();
        if (contact != null) {
            return contact.value().equals(consent.externalUserId());
        }
        UnionId unionId = Optional.ofNullable(person.unionId()).orElseThrow();
        return db.sql("select exists (select from core.external_contact where id = :id and unionid = :told)")
                .param("told", unionId.value())
                .param("id", consent.contact().value())
                .query(Boolean.class)
                .single();
    }

    private Optional<Standing> standing(String condition, Object key) {
        return db.sql(STANDING + condition)
                .param("key", key)
                .query((row, n) -> read(row))
                .optional();
    }

    private List<Standing> standingOf(CustomerId customer) {
        return db.sql(STANDING + "c.customer_id = :key order by e.external_userid")
                .param("key", customer.value())
                .query((row, n) -> read(row))
                .list();
    }

    private static Standing read(ResultSet row) throws SQLException {
        return new Standing(
                row.getLong("id"),
                new ExternalContactId(row.getLong("contact_id")),
                row.getString("external_userid"),
                new CustomerId(row.getLong("customer_id")));
    }
}
