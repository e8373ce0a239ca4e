package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.realname.ReviewDecision.Refused;
import cn.bankscrm.core.realname.ReviewDecision.Why;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides reviews. One person is enough where nothing that stands is touched; where the contact or the customer is
 * certified otherwise already, or somebody else answered, one person proposes and another agrees. The table refuses
 * what this class would let through.
 */
@Component
@Transactional
public class DecidingReviews {

    private final JdbcClient db;
    private final BindingRows bindings;
    private final ContactRegister contacts;
    private final CustomerQueries customers;
    private final AuditLog audit;
    private final CurrentActor actor;
    private final Clock clock;

    DecidingReviews(
            JdbcClient db,
            BindingRows bindings,
            ContactRegister contacts,
            CustomerQueries customers,
            AuditLog audit,
            CurrentActor actor,
            Clock clock) {
        this.db = db;
        this.bindings = bindings;
        this.contacts = contacts;
        this.customers = customers;
        this.audit = audit;
        this.actor = actor;
        this.clock = clock;
    }

    private record Row(
            long id,
            ReviewKind kind,
            Route route,
            ReviewStatus status,
            ExternalContactId contact,
            String externalUserId,
            @Nullable Long institution,
            @Nullable Long customer,
            boolean endsOthers,
            @Nullable String proposedBy,
            String consentVersion,
            Timestamp consentedAt,
            Trace trace,
            long version) {}

    /**
     * Somebody says who the contact is: certified at once, or once a second person agrees.
     *
     * @param version of the review as it was shown
     * @param endOthers whether the customer's certifications in other WeChat accounts end with it
     * @param reason in the decider's words
     * @param by the decider's account
     */
    public ReviewDecision certify(
            ReviewId id, long version, CustomerNo as, boolean endOthers, String reason, String by, DataScope scope) {
        Optional<Row> found = locked(id, version, scope);
        if (found.isEmpty() || found.get().status() != ReviewStatus.OPEN) {
            return new Refused(Why.CHANGED);
        }
        if (customers.withNumbers(List.of(as), scope).isEmpty()) {
            return new Refused(Why.NO_CUSTOMER);
        }
        Row review = found.get();
        CustomerId customer = db.sql("select id from core.customer where customer_no = :no")
                .param("no", as.value())
                .query((row, n) -> new CustomerId(row.getLong("id")))
                .single();
        bindings.lock(customer);
        if (rebinds(review, customer)) {
            propose(review, customer, endOthers, reason, by);
            return new ReviewDecision.Proposed();
        }
        bind(review, customer, false, reason);
        decided(review, customer, ReviewStatus.APPROVED, false, reason, by);
        return new ReviewDecision.Approved();
    }

    /** A second person agrees to what was proposed. */
    public ReviewDecision agree(ReviewId id, long version, String reason, String by, DataScope scope) {
        Optional<Row> found = locked(id, version, scope);
        if (found.isEmpty() || found.get().status() != ReviewStatus.PROPOSED) {
            return new Refused(Why.CHANGED);
        }
        Row review = found.get();
        if (by.equalsIgnoreCase(review.proposedBy())) {
            return new Refused(Why.SAME_PERSON);
        }
        CustomerId customer = new CustomerId(Objects.requireNonNull(review.customer()));
        bindings.lock(customer);
        bind(review, customer, review.endsOthers(), reason);
        decided(review, customer, ReviewStatus.APPROVED, true, reason, by);
        return new ReviewDecision.Approved();
    }

    /** The contact is not certified; whoever proposed may take that back this way. */
    public ReviewDecision reject(ReviewId id, long version, String reason, String by, DataScope scope) {
        Optional<Row> found = locked(id, version, scope);
        if (found.isEmpty()) {
            return new Refused(Why.CHANGED);
        }
        Row review = found.get();
        decided(review, null, ReviewStatus.REJECTED, false, reason, by);
        return new ReviewDecision.Rejected();
    }

    /** The contact first, then the review: the order in which claims lock them. */
    private Optional<Row> locked(ReviewId id, long version, DataScope scope) {
        Optional<String> contact = db.sql("""
                        select e.external_userid
                        from core.binding_review r join core.external_contact e on e.id = r.contact_id
                        where r.id = :id and\s""" + Reviews.in(scope))
                .param("id", id.value())
                .param("root", UncertifiedFriends.root(scope))
                .query(String.class)
                .optional();
        if (contact.isEmpty()) {
            return Optional.empty();
        }
        contacts.lock(Set.of(new ExternalUserId(contact.get())));
        return db.sql("""
                        select r.*, e.external_userid
                        from core.binding_review r join core.external_contact e on e.id = r.contact_id
                        where r.id = :id and r.version = :version and r.status in ('OPEN', 'PROPOSED')
                        for update of r
                        """)
                .param("id", id.value())
                .param("version", version)
                .query(DecidingReviews::row)
                .optional();
    }

    private boolean rebinds(Row review, CustomerId customer) {
        if (review.kind() == ReviewKind.BOUND_ELSEWHERE || review.kind() == ReviewKind.OTHER_WECHAT) {
            return true;
        }
        return bindings.standingOf(review.contact())
                        .filter(standing -> !standing.equals(customer))
                        .isPresent()
                || bindings.contactsOf(customer).stream().anyMatch(contact -> !contact.equals(review.contact()));
    }

    private void bind(Row review, CustomerId customer, boolean endOthers, String reason) {
        Actor by = actor.get();
        Optional<CustomerId> standing = bindings.standingOf(review.contact());
        if (standing.equals(Optional.of(customer))) {
            return;
        }
        standing.ifPresent(before -> bindings.end(review.contact(), before, reason, by));
        if (endOthers) {
            bindings.contactsOf(customer).forEach(contact -> bindings.end(contact, customer, reason, by));
        }
        bindings.bind(
                new BindingRows.NewBinding(
                        review.contact(),
                        customer,
                        clock.instant(),
                        review.route(),
                        review.trace(),
                        review.consentVersion(),
                        review.consentedAt().toInstant(),
                        by.name()),
                by);
    }

    private void propose(Row review, CustomerId customer, boolean endOthers, String reason, String by) {
        db.sql("""
                        update core.binding_review
                        set status = 'PROPOSED', customer_id = :customer, rebinds = true, ends_others = :ends,
                            proposed_by = :by, proposed_at = :now, proposed_reason = :reason, version = version + 1
                        where id = :id
                        """)
                .param("customer", customer.value())
                .param("ends", endOthers)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("id", review.id())
                .update();
        audit.record(
                AuditAction.REVIEW_PROPOSED,
                subject(review),
                reason,
                Map.of("customer", bindings.subject(customer).id(), "endsOthers", endOthers));
    }

    private void decided(
            Row review, @Nullable CustomerId customer, ReviewStatus status, boolean rebinds, String reason, String by) {
        db.sql("""
                        update core.binding_review
                        set status = :status, customer_id = coalesce(:customer, customer_id), rebinds = :rebinds,
                            decided_by = :by, decided_at = :now, decided_reason = :reason, version = version + 1
                        where id = :id
                        """)
                .param("status", status.name())
                .param(
                        "customer",
                        Optional.ofNullable(customer).map(CustomerId::value).orElse(null))
                .param("rebinds", rebinds)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", reason)
                .param("id", review.id())
                .update();
        audit.record(AuditAction.REVIEW_DECIDED, subject(review), reason, Map.of("status", status.name()));
    }

    private static AuditSubject subject(Row review) {
        return new AuditSubject(
                AuditSubject.Kind.REVIEW,
                String.valueOf(review.id()),
                Optional.ofNullable(review.institution())
                        .map(InstitutionId::new)
                        .orElse(null));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getLong("id"),
                ReviewKind.valueOf(row.getString("kind")),
                Route.of(row.getString("route")),
                ReviewStatus.valueOf(row.getString("status")),
                new ExternalContactId(row.getLong("contact_id")),
                row.getString("external_userid"),
                row.getObject("institution_id", Long.class),
                row.getObject("customer_id", Long.class),
                row.getBoolean("ends_others"),
                row.getString("proposed_by"),
                row.getString("consent_version"),
                row.getTimestamp("consented_at"),
                new Trace(row.getString("province"), row.getBytes("address_digest"), row.getBytes("device_digest")),
                row.getLong("version"));
    }
}
