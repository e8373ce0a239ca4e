package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Raises reviews. There is at most one waiting for a contact: a newer claim takes the place of an older one. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReviewRows {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final AuditLog audit;
    private final Clock clock;

    ReviewRows(JdbcClient db, FieldCipher cipher, AuditLog audit, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.audit = audit;
        this.clock = clock;
    }

    /** Raises a review of the claim; the same report of the app again changes nothing. */
    void raise(Claim claim, ReviewKind kind, Actor by) {
        if (claim.route() == Route.APP && known(claim)) {
            return;
        }
        supersede(claim.contact());
        Long institution = institution(claim);
        db.sql("""
                        insert into core.binding_review
                            (id, kind, route, contact_id, link_id, institution_id, stated_name_enc, stated_mobile_enc,
                             stated_mobile_digest, stated_customer_no, candidate_ids, consent_version, consented_at,
                             province, address_digest, device_digest, raised_at)
                        values (nextval('core.binding_review_seq'), :kind, :route, :contact, :link, :institution, :name, :mobile,
                             :mobileDigest, :customerNo, :candidates, :consent, :consentedAt,
                             :province, :address, :device, :now)
                        """)
                .param("kind", kind.name())
                .param("route", claim.route().word())
                .param("contact", claim.contact().value())
                .param(
                        "link",
                        Optional.ofNullable(claim.link())
                                .map(FriendLinkId::value)
                                .orElse(null))
                .param("institution", institution)
                .param("name", encrypted("review.name", claim.stated().name()))
                .param("mobile", encrypted("review.mobile", claim.stated().mobile()))
                .param(
                        "mobileDigest",
                        cipher.digest("customer.mobile", claim.stated().mobile()))
                .param("customerNo", claim.stated().customerNo())
                .param(
                        "candidates",
                        Stream.concat(claim.fitting().stream(), claim.near().stream())
                                .distinct()
                                .map(CustomerId::value)
                                .toArray(Long[]::new))
                .param("consent", claim.consentVersion())
                .param("consentedAt", Timestamp.from(claim.at()))
                .param("province", claim.trace().province())
                .param("address", claim.trace().address())
                .param("device", claim.trace().device())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        audit.record(
                by,
                AuditAction.BINDING_REFUSED,
                new AuditSubject(
                        AuditSubject.Kind.CONTACT,
                        externalUserId(claim.contact()),
                        institution == null ? null : new InstitutionId(institution)),
                null,
                Map.of("kind", kind.name(), "route", claim.route().word()));
    }

    /** Closes what waits for this contact: the customer has answered anew. */
    void supersede(ExternalContactId contact) {
        db.sql("""
                        update core.binding_review
                        set status = 'SUPERSEDED', decided_by = 'platform', decided_at = :now,
                            decided_reason = '客户又作了新的认证', version = version + 1
                        where contact_id = :contact and status in ('OPEN', 'PROPOSED')
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("contact", contact.value())
                .update();
    }

    private boolean known(Claim claim) {
        return db.sql("""
                        select exists (
                            select from core.binding_review
                            where contact_id = :contact and route = 'app' and consented_at = :at
                                and stated_customer_no = :customerNo and stated_mobile_digest = :mobile)
                        """)
                .param("contact", claim.contact().value())
                .param("at", Timestamp.from(claim.at()))
                .param("customerNo", claim.stated().customerNo())
                .param("mobile", cipher.digest("customer.mobile", claim.stated().mobile()))
                .query(Boolean.class)
                .single();
    }

    /** Where the friend's member of staff holds a post today; otherwise where the stated customer is at home. */
    private @Nullable Long institution(Claim claim) {
        Optional<Long> post = db.sql("""
                        select p.institution_id
                        from core.friend_link l
                        join core.staff_post p on p.staff_id = l.staff_id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        where l.contact_id = :contact and (l.ended_at is null or l.id = :link)
                        order by l.id = :link desc nulls last, l.added_at desc
                        limit 1
                        """)
                .param("today", LocalDate.now(clock))
                .param("contact", claim.contact().value())
                .param(
                        "link",
                        Optional.ofNullable(claim.link())
                                .map(FriendLinkId::value)
                                .orElse(null))
                .query((row, n) -> row.getLong("institution_id"))
                .optional();
        if (post.isPresent()) {
            return post.get();
        }
        return db.sql(
                        "select institution_id from core.customer where id = any(:ids) or customer_no = :no order by id limit 1")
                .param("ids", claim.fitting().stream().map(CustomerId::value).toArray(Long[]::new))
                .param("no", claim.stated().customerNo())
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private byte @Nullable [] encrypted(String field, @Nullable String text) {
        return text == null ? null : cipher.encrypt(field, text);
    }

    private String externalUserId(ExternalContactId contact) {
        return db.sql("select external_userid from core.external_contact where id = :id")
                .param("id", contact.value())
                .query(String.class)
                .single();
    }
}
