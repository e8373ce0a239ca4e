package cn.bankscrm.core.referral;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.friendlink.FriendLinkId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whom a figure of {@link ReferralRanking} counts: the friends whom customers brought, newest first. */
@Component
@Transactional(readOnly = true)
public class BroughtFriends {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    BroughtFriends(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * Which of them.
     *
     * @param from the first day on which they were added
     * @param until the last
     * @param institution only those of managers who work there or below today; null for all
     * @param staff only those of this manager; null for all
     * @param certified only those who are certified now
     */
    public record Filter(
            LocalDate from,
            LocalDate until,
            @Nullable InstitutionId institution,
            @Nullable StaffId staff,
            boolean certified) {}

    /**
     * @param after where the part before ended; empty for the newest
     * @param most at most so many
     */
    public List<BroughtFriend> list(Filter filter, Optional<BroughtFriend.Position> after, int most, DataScope scope) {
        return db.sql("""
                        select l.id, l.added_at, coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, s.wecom_userid, '') as staff_name, b.customer_id is not null as certified,
                            e.name_enc as contact_name_enc, k.customer_no, k.name_enc,
                            r.customer_no as referrer_no, r.name_enc as referrer_name_enc
                        from core.pub_referral l
                        join core.staff s on s.id = l.staff_id
                        join core.external_contact e on e.id = l.contact_id
                        left join core.binding b on b.contact_id = l.contact_id and b.unbound_at is null
                        left join lateral (
                            select c.customer_no, c.name_enc from core.customer c
                            where c.id = b.customer_id and %1$s) k on true
                        left join lateral (
                            select c.customer_no, c.name_enc from core.customer c
                            where c.id = l.referrer_id and %1$s) r on true
                        where l.added_at >= :from and l.added_at < :until and (l.added_at, l.id) < (:at, :id)
                            and %2$s and %3$s
                            and (:staff = 0 or s.id = :staff)
                            and (not :certified or b.customer_id is not null)
                        order by l.added_at desc, l.id desc
                        limit :most
                        """.formatted(VisibleCustomers.in(scope), VisibleCustomers.staffIn(scope), AT_WORK))
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .param("from", begin(filter.from()))
                .param("until", begin(filter.until().plusDays(1)))
                .param(
                        "institution",
                        filter.institution() == null ? 0 : filter.institution().value())
                .param("staff", filter.staff() == null ? 0 : filter.staff().value())
                .param("certified", filter.certified())
                .param(
                        "at",
                        utc(after.map(BroughtFriend.Position::addedAt).orElse(Instant.parse("9999-12-31T00:00:00Z"))))
                .param("id", after.map(position -> position.link().value()).orElse(Long.MAX_VALUE))
                .param("most", most)
                .query(this::friend)
                .list();
    }

    /** As the ranking counts: by where the manager works today. */
    private static final String AT_WORK = """
            exists (
                select from core.staff_post q
                where q.staff_id = s.id and q.valid_from <= :today and (q.valid_to is null or q.valid_to >= :today)
                    and (:institution = 0 or exists (
                        select from core.institution_path u
                        where u.institution_id = q.institution_id and u.ancestor_id = :institution)))""";

    private BroughtFriend friend(ResultSet row, int number) throws SQLException {
        String no = row.getString("customer_no");
        String referrer = row.getString("referrer_no");
        boolean certified = row.getBoolean("certified");
        return new BroughtFriend(
                new FriendLinkId(row.getLong("id")),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                new StaffRef(row.getString("staff_no"), row.getString("staff_name")),
                certified,
                no == null ? null : new CustomerNo(no),
                certified
                        ? masked("customer.name", row.getBytes("name_enc"))
                        : masked("external_contact.name", row.getBytes("contact_name_enc")),
                referrer == null ? null : new CustomerNo(referrer),
                masked("customer.name", row.getBytes("referrer_name_enc")));
    }

    private @Nullable String masked(String field, byte @Nullable [] encrypted) {
        return encrypted == null ? null : Masking.name(cipher.decrypt(field, encrypted));
    }

    private OffsetDateTime begin(LocalDate day) {
        return utc(day.atStartOfDay(clock.getZone()).toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
