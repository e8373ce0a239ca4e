package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.institution.InstitutionId;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The queue of claims that a person has to decide, as far as somebody may see it. */
@Component
@Transactional(readOnly = true)
public class Reviews {

    private static final String SUMMARY = """
            select r.id, r.kind, r.route, r.status, r.raised_at, e.name_enc, r.institution_id, i.name as institution,
                coalesce(s.staff_no, '') as staff_no, coalesce(s.name, s.wecom_userid) as staff_name
            from core.binding_review r
            join core.external_contact e on e.id = r.contact_id
            left join core.institution i on i.id = r.institution_id
            left join lateral (
                select l.staff_id from core.friend_link l
                where l.contact_id = r.contact_id and (l.ended_at is null or l.id = r.link_id)
                order by l.id = r.link_id desc nulls last, l.added_at desc limit 1) f on true
            left join core.staff s on s.id = f.staff_id
            """;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final CustomerQueries customers;
    private final Clock clock;

    Reviews(JdbcClient db, FieldCipher cipher, CustomerQueries customers, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.customers = customers;
        this.clock = clock;
    }

    /** Where a page of the list ends. */
    public record Position(Instant raisedAt, ReviewId review) {

        public static Position of(ReviewSummary review) {
            return new Position(review.raisedAt(), review.id());
        }
    }

    /**
     * Reviews that wait, or those that are decided; the newest first.
     *
     * @param after where the page before ended; empty for the newest
     * @param most at most so many
     */
    public List<ReviewSummary> list(boolean waiting, Optional<Position> after, int most, DataScope scope) {
        return db.sql(SUMMARY
                        + """
                        where %s and %s and (r.raised_at, r.id) < (:at, :id)
                        order by r.raised_at desc, r.id desc limit :most
                        """.formatted(
                                waiting ? "r.status in ('OPEN', 'PROPOSED')" : "r.status not in ('OPEN', 'PROPOSED')",
                                in(scope)))
                .param("root", UncertifiedFriends.root(scope))
                .param(
                        "at",
                        Timestamp.from(after.map(Position::raisedAt).orElse(Instant.parse("9999-12-31T00:00:00Z"))))
                .param("id", after.map(p -> p.review().value()).orElse(Long.MAX_VALUE))
                .param("most", most)
                .query((row, n) -> summary(row))
                .list();
    }

    /** One review with its evidence; empty when there is none in the scope. */
    public Optional<ReviewDetail> find(ReviewId id, DataScope scope) {
        return summary(id, scope)
                .map(review -> new ReviewReading(db, cipher, customers, LocalDate.now(clock), scope).detail(review));
    }

    /** How many wait. */
    public int waiting(DataScope scope) {
        return db.sql("select count(*) from core.binding_review r where r.status in ('OPEN', 'PROPOSED') and "
                        + in(scope))
                .param("root", UncertifiedFriends.root(scope))
                .query(Integer.class)
                .single();
    }

    private Optional<ReviewSummary> summary(ReviewId id, DataScope scope) {
        return db.sql(SUMMARY + "where r.id = :id and " + in(scope))
                .param("id", id.value())
                .param("root", UncertifiedFriends.root(scope))
                .query((row, n) -> summary(row))
                .optional();
    }

    private ReviewSummary summary(ResultSet row) throws SQLException {
        byte[] name = row.getBytes("name_enc");
        String staff = row.getString("staff_name");
        return new ReviewSummary(
                new ReviewId(row.getLong("id")),
                ReviewKind.valueOf(row.getString("kind")),
                Route.of(row.getString("route")),
                ReviewStatus.valueOf(row.getString("status")),
                row.getTimestamp("raised_at").toInstant(),
                name == null ? null : Masking.name(cipher.decrypt("external_contact.name", name)),
                staff == null ? null : new StaffRef(row.getString("staff_no"), staff),
                row.getString("institution"),
                row.getObject("institution_id") == null ? null : new InstitutionId(row.getLong("institution_id")));
    }

    /** A condition on review {@code r}: those of nobody's institution are head office's. */
    static String in(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                "r.institution_id in (select institution_id from core.institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
    }
}
