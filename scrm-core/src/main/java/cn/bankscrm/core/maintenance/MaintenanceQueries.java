package cn.bankscrm.core.maintenance;

import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.customer.VisibleCustomers;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.StaffNo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The maintenance cycle of managed customers, counted from the facts as they are now: whose manager holds a post today
 * and when anybody of the bank was last in effective contact with them. One pass over assignments and contacts gives
 * sums by manager; everything above is added up from those.
 */
@Component
@Transactional(readOnly = true)
public class MaintenanceQueries {

    /** Whole days between the last two days of contact. */
    private static final String CYCLE = "((l.at at time zone :zone)::date - (l.previous_at at time zone :zone)::date)";

    private static final Comparator<MaintenanceRow> LEAST_TOUCHED_FIRST = Comparator.comparing(
                    (MaintenanceRow row) -> row.figures().touchedShare().orElse(BigDecimal.ONE))
            .thenComparing(Comparator.comparingLong(
                            (MaintenanceRow row) -> row.figures().managed())
                    .reversed())
            .thenComparing(MaintenanceRow::key);

    private final JdbcClient db;
    private final Clock clock;

    MaintenanceQueries(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private record ManagerSums(String key, String name, long institution, Tally tally) {}

    private record Child(long id, String code, String name) {}

    /**
     * The figures of all managed customers of the scope.
     *
     * @param institution whose children are compared; null for none
     * @param managers at most so many
     */
    public MaintenanceBoard board(@Nullable InstitutionId institution, int managers, DataScope scope) {
        List<ManagerSums> sums = sums(scope);
        Tally all = new Tally();
        sums.forEach(one -> all.add(one.tally()));
        return new MaintenanceBoard(
                all.figures(median(scope)),
                institution == null ? List.of() : below(institution, sums),
                institution == null
                        ? List.of()
                        : sums.stream()
                                .map(one -> new MaintenanceRow(
                                        false,
                                        one.key(),
                                        one.name(),
                                        one.tally().figures(null)))
                                .sorted(LEAST_TOUCHED_FIRST)
                                .limit(managers)
                                .toList());
    }

    private List<ManagerSums> sums(DataScope scope) {
        LocalDate today = LocalDate.now(clock);
        return statement("""
                        select coalesce(s.staff_no, '') as key, coalesce(s.name, s.wecom_userid, '') as name,
                            p.institution_id, f.*
                        from (
                            select a.staff_id,
                                count(*) filter (where l.at is null) as never,
                                count(*) filter (where l.at < :d90) as over_90,
                                count(*) filter (where l.at >= :d90 and l.at < :d60) as up_to_90,
                                count(*) filter (where l.at >= :d60 and l.at < :d30) as up_to_60,
                                count(*) filter (where l.at >= :d30) as up_to_30,
                                count(l.previous_at) as returned,
                                coalesce(sum(%s), 0) as cycle_days
                            from core.assignment a
                            left join core.last_contact l on l.customer_id = a.customer_id
                            where %s and %s
                            group by a.staff_id
                        ) f
                        join core.staff s on s.id = f.staff_id
                        join core.staff_post p on p.staff_id = f.staff_id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        """.formatted(CYCLE, ManagedSql.STANDS, ManagedSql.managedIn(scope)), scope)
                .param("d30", daysAgo(today, ContactBand.UP_TO_30.to()))
                .param("d60", daysAgo(today, ContactBand.UP_TO_60.to()))
                .param("d90", daysAgo(today, ContactBand.UP_TO_90.to()))
                .query((row, number) -> new ManagerSums(
                        row.getString("key"), row.getString("name"), row.getLong("institution_id"), tally(row)))
                .list();
    }

    private static Tally tally(ResultSet row) throws SQLException {
        Tally tally = new Tally();
        tally.add(ContactBand.NEVER, row.getLong("never"));
        tally.add(ContactBand.OVER_90, row.getLong("over_90"));
        tally.add(ContactBand.UP_TO_90, row.getLong("up_to_90"));
        tally.add(ContactBand.UP_TO_60, row.getLong("up_to_60"));
        tally.add(ContactBand.UP_TO_30, row.getLong("up_to_30"));
        tally.addCycles(row.getLong("returned"), row.getLong("cycle_days"));
        return tally;
    }

    /** From a count by whole days, which costs no sort of a million rows. */
    private @Nullable BigDecimal median(DataScope scope) {
        return statement("""
                        with counted as (
                            select %s as days, count(*) as customers
                            from core.assignment a
                            join core.last_contact l on l.customer_id = a.customer_id and l.previous_at is not null
                            where %s and %s
                            group by 1
                        ), ranked as (
                            select days, sum(customers) over (order by days) as up_to, sum(customers) over () as all_of
                            from counted
                        )
                        select (min(days) filter (where up_to * 2 >= all_of) + min(days) filter (where up_to * 2 > all_of)) / 2.0
                            as median
                        from ranked
                        """.formatted(CYCLE, ManagedSql.STANDS, ManagedSql.managedIn(scope)), scope)
                .query((row, number) -> Optional.ofNullable(row.getBigDecimal("median"))
                        .map(days -> days.setScale(1, RoundingMode.HALF_EVEN)))
                .single()
                .orElse(null);
    }

    private List<MaintenanceRow> below(InstitutionId institution, List<ManagerSums> sums) {
        Map<Long, Child> children = new HashMap<>();
        db.sql("""
                        select up.institution_id, c.id, c.code, c.name
                        from core.institution c join core.institution_path up on up.ancestor_id = c.id
                        where c.parent_id = :parent
                        """).param("parent", institution.value()).query(row -> {
            children.put(
                    row.getLong("institution_id"),
                    new Child(row.getLong("id"), row.getString("code"), row.getString("name")));
        });
        Map<Child, Tally> tallies = new HashMap<>();
        for (ManagerSums one : sums) {
            Child child = children.get(one.institution());
            if (child != null) {
                tallies.computeIfAbsent(child, c -> new Tally()).add(one.tally());
            }
        }
        return tallies.entrySet().stream()
                .map(entry -> new MaintenanceRow(
                        true,
                        entry.getKey().code(),
                        entry.getKey().name(),
                        entry.getValue().figures(null)))
                .sorted(LEAST_TOUCHED_FIRST)
                .toList();
    }

    /** A manager whom the reader may know, as a scope of their own customers; empty for anybody else. */
    public Optional<ManagersCustomers> manager(StaffNo no, DataScope scope) {
        return db.sql("""
                        select s.id, s.staff_no, coalesce(s.name, s.wecom_userid, '') as name
                        from core.staff s where s.staff_no = :no and\s""" + VisibleCustomers.staffIn(scope))
                .param("no", no.value())
                .param("today", LocalDate.now(clock))
                .param("root", VisibleCustomers.root(scope))
                .query((row, number) -> new ManagersCustomers(
                        new StaffRef(row.getString("staff_no"), row.getString("name")),
                        new DataScope.OwnCustomers(new StaffId(row.getLong("id")))))
                .optional();
    }

    /** A manager and the scope of their customers. */
    public record ManagersCustomers(StaffRef person, DataScope scope) {}

    private JdbcClient.StatementSpec statement(String sql, DataScope scope) {
        return db.sql(sql)
                .param("today", LocalDate.now(clock))
                .param("root", ManagedSql.root(scope))
                .param("zone", clock.getZone().getId());
    }

    private OffsetDateTime daysAgo(LocalDate today, int days) {
        return today.minusDays(days).atStartOfDay(clock.getZone()).toInstant().atOffset(ZoneOffset.UTC);
    }
}
