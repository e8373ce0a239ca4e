package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides a claim, for every route alike. The contact is locked already, the customer is locked here, always in this
 * order: of two claims that race for one contact or for one customer exactly one is decided first, and the other finds
 * what it left. What cannot be decided goes to a review.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Certification {

    private final JdbcClient db;
    private final BindingRows bindings;
    private final ReviewRows reviews;

    Certification(JdbcClient db, BindingRows bindings, ReviewRows reviews) {
        this.db = db;
        this.bindings = bindings;
        this.reviews = reviews;
    }

    BindingOutcome decide(Claim claim, Actor by) {
        if (contradicts(claim)) {
            return review(claim, ReviewKind.OTHER_WECHAT, new BindingOutcome.OtherWeChat(), by);
        }
        if (claim.fitting().isEmpty()) {
            return review(claim, ReviewKind.NO_SUCH_CUSTOMER, new BindingOutcome.NoSuchCustomer(), by);
        }
        if (claim.fitting().size() > 1) {
            return review(claim, ReviewKind.AMBIGUOUS, new BindingOutcome.Ambiguous(), by);
        }
        CustomerId customer = claim.fitting().getFirst();
        bindings.lock(customer);
        Optional<CustomerId> standing = bindings.standingOf(claim.contact());
        if (standing.isPresent() && !standing.get().equals(customer)) {
            return review(claim, ReviewKind.BOUND_ELSEWHERE, new BindingOutcome.BoundElsewhere(), by);
        }
        if (standing.isPresent()) {
            bindings.consent(claim.contact(), customer, claim.consentVersion(), claim.route(), claim.at(), by);
            bindings.locate(claim.contact(), customer, claim.trace());
            reviews.supersede(claim.contact());
            return new BindingOutcome.StoodAlready();
        }
        if (!bindings.contactsOf(customer).isEmpty()) {
            return review(claim, ReviewKind.BOUND_ELSEWHERE, new BindingOutcome.BoundElsewhere(), by);
        }
        bindings.bind(
                new BindingRows.NewBinding(
                        claim.contact(),
                        customer,
                        claim.at(),
                        claim.route(),
                        claim.trace(),
                        claim.consentVersion(),
                        claim.at(),
                        null),
                by);
        reviews.supersede(claim.contact());
        return new BindingOutcome.Matched();
    }

    /** A union id that WeCom has not told yet is believed, and kept. */
    private boolean contradicts(Claim claim) {
        UnionId told = claim.stated().unionId();
        if (told == null) {
            return false;
        }
        db.sql(
                        "update core.external_contact set unionid = :told, version = version + 1 where id = :id and unionid is null")
                .param("told", told.value())
                .param("id", claim.contact().value())
                .update();
        return db.sql("select unionid <> :told from core.external_contact where id = :id")
                .param("told", told.value())
                .param("id", claim.contact().value())
                .query(Boolean.class)
                .single();
    }

    private BindingOutcome review(Claim claim, ReviewKind kind, BindingOutcome outcome, Actor by) {
        reviews.raise(claim, kind, by);
        return outcome;
    }

    /** Whether the contact was certified at this time or later, and is no more: an old report must not revive that. */
    boolean endedSince(ExternalContactId contact, Timestamp at) {
        return db.sql("""
                        select exists (
                            select from core.binding
                            where contact_id = :contact and unbound_at >= :at)
                            or exists (
                            select from core.consent
                            where contact_id = :contact and withdrawn_at >= :at and withdrawn_via <> 'RENEWED')
                        """)
                .param("contact", contact.value())
                .param("at", at)
                .query(Boolean.class)
                .single();
    }

    /** @return customers with this number in the bank's master, few at most */
    List<CustomerId> withMobile(byte[] mobileDigest, int most) {
        return db.sql("select id from core.customer where mobile_digest = :mobile order by id limit :most")
                .param("mobile", mobileDigest)
                .param("most", most)
                .query((row, n) -> new CustomerId(row.getLong("id")))
                .list();
    }
}
