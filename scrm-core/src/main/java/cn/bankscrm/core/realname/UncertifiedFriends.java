package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The friends who still have to be certified (未认证好友), newest first. */
@Component
@Transactional(readOnly = true)
public class UncertifiedFriends {

    /** A condition on friend link {@code l}. */
    static final String UNCERTIFIED =
            "not exists (select from core.binding b where b.contact_id = l.contact_id and b.unbound_at is null)";

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    UncertifiedFriends(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Where a page of the list ends. */
    public record Position(Instant addedAt, FriendLinkId link) {

        public static Position of(UncertifiedFriend friend) {
            return new Position(friend.addedAt(), friend.link());
        }
    }

    /**
     * The friends of the staff in the scope.
     *
     * @param after where the page before ended; empty for the newest
     * @param most at most so many
     */
    public List<UncertifiedFriend> list(Optional<Position> after, int most, DataScope scope) {
        return db.sql("""
                        select l.id, l.added_at, e.name_enc, coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, s.wecom_userid, '') as staff_name, v.id as invitation_id,
                            v.expires_at, v.opened_at, v.used_at, v.revoked_at,
                            exists (
                                select from core.binding_review r
                                where r.contact_id = l.contact_id and r.status in ('OPEN', 'PROPOSED')) as in_review
                        from core.friend_link l
                        join core.external_contact e on e.id = l.contact_id
                        join core.staff s on s.id = l.staff_id
                        left join lateral (
                            select v.id, v.expires_at, v.opened_at, v.used_at, v.revoked_at
                            from core.invitation v where v.link_id = l.id
                            order by v.made_at desc, v.id desc limit 1) v on true
                        where l.ended_at is null and %s and %s and (l.added_at, l.id) < (:at, :id)
                        order by l.added_at desc, l.id desc
                        limit :most
                        """.formatted(UNCERTIFIED, staffIn(scope)))
                .param("today", LocalDate.now(clock))
                .param("root", root(scope))
                .param("at", Timestamp.from(after.map(Position::addedAt).orElse(Instant.parse("9999-12-31T00:00:00Z"))))
                .param("id", after.map(p -> p.link().value()).orElse(Long.MAX_VALUE))
                .param("most", most)
                .query(this::friend)
                .list();
    }

    private UncertifiedFriend friend(ResultSet row, int number) throws SQLException {
        byte[] name = row.getBytes("name_enc");
        long invitation = row.getLong("invitation_id");
        return new UncertifiedFriend(
                new FriendLinkId(row.getLong("id")),
                name == null ? null : Masking.name(cipher.decrypt("external_contact.name", name)),
                row.getTimestamp("added_at").toInstant(),
                new StaffRef(row.getString("staff_no"), row.getString("staff_name")),
                state(row, invitation),
                invitation == 0 ? null : new InvitationId(invitation));
    }

    private InvitationState state(ResultSet row, long invitation) throws SQLException {
        if (row.getBoolean("in_review")) {
            return InvitationState.IN_REVIEW;
        }
        return invitation == 0
                ? InvitationState.NONE
                : InvitationState.of(
                        instant(row.getTimestamp("opened_at")),
                        instant(row.getTimestamp("used_at")),
                        instant(row.getTimestamp("revoked_at")),
                        row.getTimestamp("expires_at").toInstant(),
                        clock.instant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }

    /**
     * A condition on a member of staff {@code s}: in post today within the scope. Takes {@code :root}, {@code :today}.
     */
    static String staffIn(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    exists (
                        select from core.staff_post sp
                        join core.institution_path ip on ip.institution_id = sp.institution_id and ip.ancestor_id = :root
                        where sp.staff_id = s.id and sp.valid_from <= :today
                            and (sp.valid_to is null or sp.valid_to >= :today))""";
            case DataScope.OwnCustomers(var staff) -> "s.id = :root";
            case DataScope.Nothing() -> "false";
        };
    }

    static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }
}
