package cn.bankscrm.core.realname;

import cn.bankscrm.core.activity.Activities;
import cn.bankscrm.core.activity.Activity;
import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Links for certification: made for one friend at a time, good for a week and for one answer. */
@Component
@Transactional
public class Invitations {

    /** How long a link is good. */
    public static final Duration LIFE = Duration.ofDays(7);

    private static final String INVITATION = """
            select v.id, v.code, v.link_id, v.made_at, v.expires_at, v.opened_at, v.used_at, v.revoked_at,
                l.contact_id, l.staff_id, l.ended_at, e.external_userid, e.name_enc, coalesce(s.name, '') as staff_name,
                p.position, p.institution_id, p.institution
            from core.invitation v
            join core.friend_link l on l.id = v.link_id
            join core.external_contact e on e.id = l.contact_id
            join core.staff s on s.id = l.staff_id
            left join lateral (
                select p.position, p.institution_id, i.name as institution
                from core.staff_post p join core.institution i on i.id = p.institution_id
                where p.staff_id = s.id and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                limit 1) p on true
            """;

    private final JdbcClient db;
    private final SignedLinks links;
    private final FieldCipher cipher;
    private final AuditLog audit;
    private final Activities activities;
    private final Clock clock;

    Invitations(
            JdbcClient db, SignedLinks links, FieldCipher cipher, AuditLog audit, Activities activities, Clock clock) {
        this.db = db;
        this.links = links;
        this.cipher = cipher;
        this.audit = audit;
        this.activities = activities;
        this.clock = clock;
    }

    /** An invitation with what the phone route needs besides. */
    record Found(
            Invitation invitation,
            ExternalContactId contact,
            StaffId staff,
            String externalUserId,
            @Nullable InstitutionId institution) {}

    /**
     * Makes a link; those made before for the same friend are good no more.
     *
     * @param by the account that makes it
     * @return empty when the friend is not in the scope, no friend any more, or certified already
     */
    public Optional<InvitationId> make(FriendLinkId friend, String by, DataScope scope) {
        boolean theirs = db.sql("""
                        select exists (
                            select from core.friend_link l join core.staff s on s.id = l.staff_id
                            where l.id = :link and l.ended_at is null and %s and %s)
                        """.formatted(UncertifiedFriends.UNCERTIFIED, UncertifiedFriends.staffIn(scope)))
                .param("link", friend.value())
                .param("today", LocalDate.now(clock))
                .param("root", UncertifiedFriends.root(scope))
                .query(Boolean.class)
                .single();
        if (!theirs) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        db.sql("""
                        update core.invitation set revoked_at = :now
                        where link_id = :link and used_at is null and revoked_at is null
                        """)
                .param("now", Timestamp.from(now))
                .param("link", friend.value())
                .update();
        long id = db.sql("""
                        insert into core.invitation (id, code, link_id, made_by, made_at, expires_at)
                        values (nextval('core.invitation_seq'), :code, :link, :by, :now, :expires)
                        returning id
                        """)
                .param("code", links.newCode())
                .param("link", friend.value())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS)))
                .query(Long.class)
                .single();
        Found made = found("v.id = :key", id).orElseThrow();
        audit.record(AuditAction.INVITATION_MADE, subject(made));
        note(made, ActivityKind.INVITATION_MADE, now);
        return Optional.of(new InvitationId(id));
    }

    /**
     * An invitation of a friend in the scope, with its token, to whom may send it; being shown is entered in the audit
     * log, for who has the link can certify.
     */
    public Optional<Invitation> show(InvitationId id, DataScope scope) {
        Optional<Found> shown = db.sql(INVITATION + " where v.id = :id and " + UncertifiedFriends.staffIn(scope))
                .param("id", id.value())
                .param("today", LocalDate.now(clock))
                .param("root", UncertifiedFriends.root(scope))
                .query((row, n) -> read(row))
                .optional();
        shown.ifPresent(found -> audit.record(AuditAction.INVITATION_SHOWN, subject(found)));
        return shown.map(Found::invitation);
    }

    /** What a link is good for now; the first time it is opened is remembered. */
    public LinkState open(String token) {
        return switch (check(token)) {
            case Checked.Good(var found) -> {
                opened(found);
                yield new LinkState.Open(found.invitation());
            }
            case Checked.Bad(var why) -> new LinkState.Closed(why);
        };
    }

    /**
     * A link that was made here, whatever became of it since; for as long as its friend may come back to the consent.
     */
    @Transactional(readOnly = true)
    Optional<Found> madeHere(String token) {
        return links.verify(SignedLinks.Purpose.BIND, token)
                .filter(signed -> signed.until().plus(Consents.WAY_BACK).isAfter(clock.instant()))
                .flatMap(signed -> found("v.code = :key", signed.code()));
    }

    /** A link looked at from inside. */
    sealed interface Checked {
        record Good(Found found) implements Checked {}

        record Bad(LinkState.Why why) implements Checked {}
    }

    Checked check(String token) {
        Optional<SignedLinks.Signed> signed = links.verify(SignedLinks.Purpose.BIND, token);
        if (signed.isEmpty()) {
            return new Checked.Bad(LinkState.Why.UNKNOWN);
        }
        if (!signed.get().until().isAfter(clock.instant())) {
            return new Checked.Bad(LinkState.Why.EXPIRED);
        }
        return db.sql(INVITATION + " where v.code = :code")
                .param("code", signed.get().code())
                .param("today", LocalDate.now(clock))
                .query((row, n) -> checked(row))
                .optional()
                .orElseGet(() -> new Checked.Bad(LinkState.Why.UNKNOWN));
    }

    /** Uses it up: of two answers to one link one counts. */
    boolean use(InvitationId id) {
        return db.sql(
                                "update core.invitation set used_at = :now where id = :id and used_at is null and revoked_at is null")
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    AuditSubject subject(Found found) {
        return new AuditSubject(AuditSubject.Kind.CONTACT, found.externalUserId(), found.institution());
    }

    private Checked checked(ResultSet row) throws SQLException {
        if (row.getTimestamp("used_at") != null) {
            return new Checked.Bad(LinkState.Why.USED);
        }
        if (row.getTimestamp("revoked_at") != null) {
            return new Checked.Bad(LinkState.Why.REPLACED);
        }
        if (row.getTimestamp("ended_at") != null) {
            return new Checked.Bad(LinkState.Why.NO_FRIEND);
        }
        return new Checked.Good(read(row));
    }

    private void opened(Found found) {
        Instant now = clock.instant();
        int first = db.sql("update core.invitation set opened_at = :now where id = :id and opened_at is null")
                .param("now", Timestamp.from(now))
                .param("id", found.invitation().id().value())
                .update();
        if (first == 1) {
            note(found, ActivityKind.INVITATION_OPENED, now);
        }
    }

    private void note(Found found, ActivityKind kind, Instant at) {
        activities.record(new Activity(
                at,
                kind,
                null,
                found.contact(),
                found.staff(),
                "invitation:" + found.invitation().id().value() + ":" + kind,
                Map.of()));
    }

    private Optional<Found> found(String condition, Object key) {
        return db.sql(INVITATION + " where " + condition)
                .param("key", key)
                .param("today", LocalDate.now(clock))
                .query((row, n) -> read(row))
                .optional();
    }

    private Found read(ResultSet row) throws SQLException {
        Instant expires = instant(row, "expires_at");
        byte[] name = row.getBytes("name_enc");
        long institution = row.getLong("institution_id");
        return new Found(
                new Invitation(
                        new InvitationId(row.getLong("id")),
                        new FriendLinkId(row.getLong("link_id")),
                        links.sign(SignedLinks.Purpose.BIND, row.getString("code"), expires),
                        instant(row, "made_at"),
                        expires,
                        InvitationState.of(
                                nullable(row, "opened_at"),
                                nullable(row, "used_at"),
                                nullable(row, "revoked_at"),
                                expires,
                                clock.instant()),
                        row.getString("staff_name"),
                        row.getString("position"),
                        row.getString("institution"),
                        name == null ? null : Masking.name(cipher.decrypt("external_contact.name", name))),
                new ExternalContactId(row.getLong("contact_id")),
                new StaffId(row.getLong("staff_id")),
                row.getString("external_userid"),
                institution == 0 ? null : new InstitutionId(institution));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(nullable(row, column));
    }

    private static @Nullable Instant nullable(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
