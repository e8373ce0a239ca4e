package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes a claim of an answer whose mobile number is proved, and has it decided; one transaction. */
@Component
class LinkClaims {

    /** More than one fits: whether two or more makes no difference. */
    private static final int MOST = 5;

    private final JdbcClient db;
    private final Invitations invitations;
    private final ContactRegister contacts;
    private final Certification certification;
    private final Consents consents;
    private final Traces traces;
    private final FieldCipher cipher;
    private final Clock clock;

    LinkClaims(
            JdbcClient db,
            Invitations invitations,
            ContactRegister contacts,
            Certification certification,
            Consents consents,
            Traces traces,
            FieldCipher cipher,
            Clock clock) {
        this.db = db;
        this.invitations = invitations;
        this.contacts = contacts;
        this.certification = certification;
        this.consents = consents;
        this.traces = traces;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** @return empty when the link was used up meanwhile */
    @Transactional
    Optional<LinkAnswer> decide(Invitations.Found found, LinkStatement statement, Visit visit) {
        if (!invitations.use(found.invitation().id())) {
            return Optional.empty();
        }
        contacts.lock(Set.of(new ExternalUserId(found.externalUserId())));
        Instant now = clock.instant();
        Trace trace = traces.of(visit);
        byte[] mobile = cipher.digest("customer.mobile", statement.mobile().value());
        List<CustomerId> withMobile = certification.withMobile(mobile, MOST);
        BindingOutcome outcome = certification.decide(
                new Claim(
                        Route.LINK,
                        found.contact(),
                        found.invitation().link(),
                        now,
                        statement.consentVersion(),
                        new Claim.Stated(
                                statement.name().value(), statement.mobile().value(), null, statement.unionId()),
                        trace,
                        named(statement.name(), withMobile),
                        withMobile.isEmpty() ? withName(statement.name()) : withMobile),
                Actor.customer());
        visited(found, trace, outcome, now);
        return Optional.of(new LinkAnswer.Decided(outcome, consents.standingToken(found.contact())));
    }

    private List<CustomerId> named(PersonName name, List<CustomerId> among) {
        return db.sql("select id from core.customer where id = any(:ids) and name_digest in (:names) order by id")
                .param("ids", among.stream().map(CustomerId::value).toArray(Long[]::new))
                .param("names", digests(name))
                .query((row, n) -> new CustomerId(row.getLong("id")))
                .list();
    }

    /** Nobody has the number: those of the name, where they are few enough to be evidence. */
    private List<CustomerId> withName(PersonName name) {
        List<CustomerId> found = db.sql(
                        "select id from core.customer where name_digest in (:names) order by id limit :most")
                .param("names", digests(name))
                .param("most", MOST + 1)
                .query((row, n) -> new CustomerId(row.getLong("id")))
                .list();
        return found.size() > MOST ? List.of() : found;
    }

    private List<byte[]> digests(PersonName name) {
        return name.writings().stream()
                .map(writing -> cipher.digest("customer.name", writing))
                .toList();
    }

    private void visited(Invitations.Found found, Trace trace, BindingOutcome outcome, Instant now) {
        db.sql("""
                        insert into core.binding_visit
                            (invitation_id, at, province, address_digest, device_digest, outcome)
                        values (:invitation, :now, :province, :address, :device, :outcome)
                        """)
                .param("invitation", found.invitation().id().value())
                .param("now", Timestamp.from(now))
                .param("province", trace.province())
                .param("address", trace.address())
                .param("device", trace.device())
                .param("outcome", outcome.getClass().getSimpleName())
                .update();
    }
}
