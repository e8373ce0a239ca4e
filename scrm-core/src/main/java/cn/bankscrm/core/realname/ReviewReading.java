package cn.bankscrm.core.realname;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts the evidence of one review together. */
final class ReviewReading {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final CustomerQueries customers;
    private final LocalDate today;
    private final DataScope scope;

    ReviewReading(JdbcClient db, FieldCipher cipher, CustomerQueries customers, LocalDate today, DataScope scope) {
        this.db = db;
        this.cipher = cipher;
        this.customers = customers;
        this.today = today;
        this.scope = scope;
    }

    ReviewDetail detail(ReviewSummary review) {
        return db.sql("""
                        select r.*, p.customer_no as proposed_no
                        from core.binding_review r left join core.customer p on p.id = r.customer_id
                        where r.id = :id
                        """)
                .param("id", review.id().value())
                .query((row, n) -> detail(review, row))
                .single();
    }

    private ReviewDetail detail(ReviewSummary review, ResultSet row) throws SQLException {
        long contact = row.getLong("contact_id");
        String name = decrypted("review.name", row.getBytes("stated_name_enc"));
        String mobile = decrypted("review.mobile", row.getBytes("stated_mobile_enc"));
        Long[] candidates = candidates(row, contact);
        List<Row> rows = rows(candidates);
        Map<CustomerNo, CustomerSummary> visible = visible(rows);
        String boundTo = boundTo(contact);
        return new ReviewDetail(
                review,
                row.getLong("version"),
                name == null ? null : Masking.name(name),
                mobile == null || mobile.isEmpty() ? null : Masking.mobile(mobile),
                row.getString("stated_customer_no"),
                row.getString("province"),
                row.getString("consent_version"),
                instant(row, "consented_at"),
                friends(contact),
                rows.stream()
                        .filter(candidate -> visible.containsKey(candidate.no()))
                        .map(candidate ->
                                candidate(candidate, Objects.requireNonNull(visible.get(candidate.no())), name, mobile))
                        .toList(),
                candidates.length - visible.size(),
                boundTo != null && visible.containsKey(new CustomerNo(boundTo)) ? new CustomerNo(boundTo) : null,
                proposal(row, visible),
                row.getString("decided_by") == null
                        ? null
                        : new ReviewDetail.Decision(
                                row.getString("decided_by"),
                                instant(row, "decided_at"),
                                row.getString("decided_reason")));
    }

    /** Those named when it was raised, whom the contact is certified as, and whom somebody proposed. */
    private Long[] candidates(ResultSet row, long contact) throws SQLException {
        Array stored = row.getArray("candidate_ids");
        long proposed = row.getLong("customer_id");
        return Stream.of(
                        Arrays.stream((Long[]) stored.getArray()),
                        db
                                .sql(
                                        "select customer_id from core.binding where contact_id = :contact and unbound_at is null")
                                .param("contact", contact)
                                .query(Long.class)
                                .stream(),
                        proposed == 0 ? Stream.<Long>empty() : Stream.of(proposed))
                .flatMap(Function.identity())
                .distinct()
                .toArray(Long[]::new);
    }

    private List<Row> rows(Long[] ids) {
        return db.sql(
                        "select id, customer_no, name_digest, mobile_enc, mobile_digest from core.customer where id = any(:ids) order by id")
                .param("ids", ids)
                .query((row, n) -> new Row(
                        row.getLong("id"),
                        new CustomerNo(row.getString("customer_no")),
                        row.getBytes("name_digest"),
                        row.getBytes("mobile_enc"),
                        row.getBytes("mobile_digest")))
                .list();
    }

    private Map<CustomerNo, CustomerSummary> visible(List<Row> rows) {
        return customers.withNumbers(rows.stream().map(Row::no).toList(), scope).stream()
                .collect(Collectors.toMap(CustomerSummary::no, Function.identity()));
    }

    private ReviewDetail.Candidate candidate(
            Row row, CustomerSummary shown, @Nullable String name, @Nullable String mobile) {
        String own = decrypted("customer.mobile", row.mobile());
        return new ReviewDetail.Candidate(
                row.no(),
                shown.maskedName(),
                name == null ? null : sameName(row, name),
                own == null ? null : Masking.mobile(own),
                mobile != null
                        && row.mobileDigest() != null
                        && MessageDigest.isEqual(row.mobileDigest(), cipher.digest("customer.mobile", mobile)),
                shown.institution(),
                shown.manager(),
                contacts(row.id()));
    }

    private boolean sameName(Row row, String name) {
        return PersonName.read(name).stream()
                .flatMap(read -> read.writings().stream())
                .anyMatch(writing -> MessageDigest.isEqual(row.nameDigest(), cipher.digest("customer.name", writing)));
    }

    private List<String> contacts(long customer) {
        return db.sql("""
                        select e.name_enc from core.binding b join core.external_contact e on e.id = b.contact_id
                        where b.customer_id = :customer and b.unbound_at is null order by b.bound_at
                        """)
                .param("customer", customer)
                .query((row, n) -> Optional.ofNullable(decrypted("external_contact.name", row.getBytes("name_enc")))
                        .map(Masking::name)
                        .orElse("—"))
                .list();
    }

    private List<ReviewDetail.Friend> friends(long contact) {
        return db.sql("""
                        select l.added_at, l.ended_at, coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, s.wecom_userid, '') as staff_name
                        from core.friend_link l join core.staff s on s.id = l.staff_id
                        where l.contact_id = :contact and %s
                        order by l.added_at desc
                        """.formatted(UncertifiedFriends.staffIn(scope)))
                .param("contact", contact)
                .param("today", today)
                .param("root", UncertifiedFriends.root(scope))
                .query((row, n) -> {
                    Timestamp ended = row.getTimestamp("ended_at");
                    return new ReviewDetail.Friend(
                            new StaffRef(row.getString("staff_no"), row.getString("staff_name")),
                            instant(row, "added_at"),
                            ended == null ? null : ended.toInstant());
                })
                .list();
    }

    private @Nullable String boundTo(long contact) {
        return db.sql("""
                        select c.customer_no from core.binding b join core.customer c on c.id = b.customer_id
                        where b.contact_id = :contact and b.unbound_at is null
                        """)
                .param("contact", contact)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static ReviewDetail.@Nullable Proposal proposal(ResultSet row, Map<CustomerNo, CustomerSummary> visible)
            throws SQLException {
        String by = row.getString("proposed_by");
        if (by == null) {
            return null;
        }
        // without a number where the database itself shows the reader no such customer
        String proposed = row.getString("proposed_no");
        CustomerNo customer = proposed == null ? null : new CustomerNo(proposed);
        return new ReviewDetail.Proposal(
                customer != null && visible.containsKey(customer) ? customer : null,
                by,
                instant(row, "proposed_at"),
                row.getString("proposed_reason"),
                row.getBoolean("ends_others"));
    }

    private @Nullable String decrypted(String field, byte @Nullable [] encrypted) {
        return encrypted == null ? null : cipher.decrypt(field, encrypted);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getTimestamp(column)).toInstant();
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, compared by content
    private record Row(
            long id, CustomerNo no, byte[] nameDigest, byte @Nullable [] mobile, byte @Nullable [] mobileDigest) {}
}
