package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffNo;
import cn.bankscrm.kpi.coverage.ManagedCustomer.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The customers behind a figure, by value: who is covered, and who to add next. As of now. */
@Component
@Transactional(readOnly = true)
public class ManagedCustomers {

    public static final int LONGEST_PAGE = 200;

    /** More rows fit no sheet that anybody reads. */
    public static final int MOST_EXPORTED = 100_000;

    private static final int ROWS_AT_A_TIME = 1_000;

    /** Which of the managed customers. */
    public enum Covered {
        ALL("true"),
        COVERED("k.certified_own"),
        UNCOVERED("not k.certified_own");

        private final String condition;

        Covered(String condition) {
            this.condition = condition;
        }
    }

    private static final String MANAGED_BELOW = """
            k.staff_id in (
                select p.staff_id
                from core.pub_institution_path u
                join core.pub_staff_post p on p.institution_id = u.institution_id
                where u.ancestor_id = :root
                  and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day))""";

    private static final String STANDING = """
            case
                when k.certified_own then 'OWN_FRIEND'
                when k.certified_any then 'COLLEAGUES_FRIEND'
                when exists (
                    select from core.pub_binding b where b.customer_id = k.customer_id and b.unbound_at is null)
                    then 'FRIEND_LOST'
                when exists (select from core.pub_binding b where b.customer_id = k.customer_id)
                    then 'CERTIFICATION_ENDED'
                else 'NOT_REACHED'
            end""";

    private final JdbcClient db;
    private final Subjects subjects;
    private final Segments segments;
    private final BusinessDays days;

    ManagedCustomers(JdbcClient db, Subjects subjects, Segments segments, BusinessDays days) {
        this.db = db;
        this.subjects = subjects;
        this.segments = segments;
        this.days = days;
    }

    /** The first page, the highest assets first; nothing outside the scope. */
    public List<ManagedCustomer> first(
            CoverageSubject subject, CoverageSegment segment, Covered covered, int limit, DataScope scope) {
        return read(subject, segment, covered, Optional.empty(), limit, scope);
    }

    /** The page after a position. */
    public List<ManagedCustomer> after(
            Position position,
            CoverageSubject subject,
            CoverageSegment segment,
            Covered covered,
            int limit,
            DataScope scope) {
        return read(subject, segment, covered, Optional.of(position), limit, scope);
    }

    /** Hands over the first {@link #MOST_EXPORTED}, for files: read as a stream, never held in memory. */
    public void each(
            CoverageSubject subject,
            CoverageSegment segment,
            Covered covered,
            DataScope scope,
            Consumer<ManagedCustomer> to) {
        statement(subject, segment, covered, Optional.empty(), MOST_EXPORTED, scope)
                .ifPresent(statement -> statement.withFetchSize(ROWS_AT_A_TIME).query(row -> {
                    to.accept(customer(row, 0));
                }));
    }

    private List<ManagedCustomer> read(
            CoverageSubject subject,
            CoverageSegment segment,
            Covered covered,
            Optional<Position> after,
            int limit,
            DataScope scope) {
        return statement(subject, segment, covered, after, Math.min(limit, LONGEST_PAGE), scope)
                .map(statement -> statement.query(ManagedCustomers::customer).list())
                .orElseGet(List::of);
    }

    /** @return empty where there is no such subject in the scope, or no such segment */
    private Optional<StatementSpec> statement(
            CoverageSubject subject,
            CoverageSegment segment,
            Covered covered,
            Optional<Position> after,
            int limit,
            DataScope scope) {
        Optional<Located> found = subjects.find(subject, days.today(), scope);
        Optional<Short> segmentId = segments.id(segment);
        if (found.isEmpty() || segmentId.isEmpty()) {
            return Optional.empty();
        }
        String of = subject.isInstitution() ? MANAGED_BELOW : "k.staff_id = :root";
        StatementSpec statement = db.sql("""
                        select c.id, c.customer_no, c.aum, s.staff_no, coalesce(s.name, '') as manager_name,
                            array(select g.name from core.pub_segment g where g.id = any(k.segment_ids) order by g.id)
                                as segments,
                            %s as standing
                        from kpi.coverage_customer k
                        join core.pub_customer c on c.id = k.customer_id
                        join core.pub_staff s on s.id = k.staff_id
                        where %s and %s and %s and %s
                        order by c.aum desc, c.id desc
                        limit :limit
                        """.formatted(
                                STANDING,
                                of,
                                covered.condition,
                                segment.isAll() ? "true" : ":segment = any(k.segment_ids)",
                                after.isPresent() ? "(c.aum, c.id) < (:aum, :id)" : "true"))
                .param("root", found.get().id())
                .param("day", days.today())
                .param("segment", segmentId.get())
                .param("limit", limit);
        if (after.isPresent()) {
            statement = statement
                    .param("aum", after.get().aum())
                    .param("id", after.get().id().value());
        }
        return Optional.of(statement);
    }

    private static ManagedCustomer customer(ResultSet row, int number) throws SQLException {
        String[] segments = (String[]) row.getArray("segments").getArray();
        return new ManagedCustomer(
                new CustomerId(row.getLong("id")),
                new CustomerNo(row.getString("customer_no")),
                row.getBigDecimal("aum"),
                Arrays.stream(segments).map(CoverageSegment::new).toList(),
                new StaffNo(row.getString("staff_no")),
                row.getString("manager_name"),
                Standing.valueOf(row.getString("standing")));
    }
}
