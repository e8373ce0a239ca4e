package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffFactsChanged;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Coverage on a database, without a container: everything wired by hand, at a clock that is set. */
final class CoverageFixture {

    final DataSource database;
    final JdbcClient db;
    final JdbcTransactionManager transactions;
    final TransactionTemplate transaction;
    final SettableClock clock = new SettableClock(ReferenceBank.AS_OF
            .plusDays(20)
            .atTime(LocalTime.NOON)
            .atZone(SettableClock.SHANGHAI)
            .toInstant());
    final BusinessDays days = new BusinessDays(clock);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final CoverageMetrics metrics = new CoverageMetrics(registry);
    final Subjects subjects;
    final Segments segments;
    final Cells cells;
    final SnapshotState snapshotState;
    final CoverageFold fold;
    final FriendFold friends;
    final Snapshots snapshots;
    final Recounting recounting;
    final CoverageMarks marks;
    final CoverageQueries queries;
    final CoverageLines lines;
    final ManagedCustomers customers;

    private CoverageFixture(DataSource database) {
        this.database = database;
        this.db = JdbcClient.create(database);
        this.transactions = new JdbcTransactionManager(database);
        this.transaction = new TransactionTemplate(transactions);
        this.subjects = new Subjects(db);
        this.segments = new Segments(db);
        this.cells = new Cells(db, days);
        this.snapshotState = new SnapshotState(db, days);
        this.fold = new CoverageFold(db, transactions, days, new CoverageRoll(db, days), snapshotState, metrics);
        this.friends = new FriendFold(db, transactions, days, snapshotState);
        this.snapshots = new Snapshots(db, transactions, days);
        this.recounting = new Recounting(db, transactions, days, metrics);
        this.marks = new CoverageMarks(db, transactions, new CoverageFolder(fold, friends));
        this.queries = new CoverageQueries(db, subjects, segments, cells, days);
        this.lines = new CoverageLines(subjects, cells, segments, days);
        this.customers = new ManagedCustomers(db, subjects, segments, days);
    }

    /** On a migrated database of its own, through a small pool. */
    static CoverageFixture fresh() {
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(TestDatabase.fresh().dataSource());
        pool.setMaximumPoolSize(10);
        pool.setMinimumIdle(0);
        return new CoverageFixture(new HikariDataSource(pool));
    }

    /** The last second of a day, which is where its figures stand. */
    void setToTheEndOf(LocalDate day) {
        clock.set(day.atTime(23, 59, 59).atZone(SettableClock.SHANGHAI).toInstant());
    }

    void foldAll() {
        boolean more = true;
        while (more) {
            more = fold.foldSome();
        }
        while (friends.foldSome()) {
            // until nobody is marked
        }
    }

    /** Takes every snapshot that is wanted. */
    void takeSnapshots() {
        while (snapshots.takeNext().isPresent()) {
            // until none is wanted
        }
    }

    void changed(Collection<Long> customers, LocalDate since) {
        if (!customers.isEmpty()) {
            marks.mark(new CustomerFactsChanged(
                    customers.stream().map(CustomerId::new).collect(Collectors.toSet()), since));
        }
    }

    void anythingChanged(LocalDate since) {
        marks.mark(CustomerFactsChanged.ofAny(since));
    }

    void staffChanged(Collection<Long> staff, LocalDate since) {
        marks.mark(new StaffFactsChanged(staff.stream().map(StaffId::new).collect(Collectors.toSet()), since));
    }

    CoverageTrend trend(CoverageProperties properties) {
        return new CoverageTrend(db, queries, lines, subjects, segments, days, properties);
    }

    DataScope subtree(String institutionCode) {
        return new DataScope.Subtree(new InstitutionId(id("institution where code", institutionCode)));
    }

    DataScope own(String staffNo) {
        return new DataScope.OwnCustomers(new StaffId(id("staff where staff_no", staffNo)));
    }

    private long id(String where, String key) {
        return db.sql("select id from core." + where + " = :key")
                .param("key", key)
                .query(Long.class)
                .single();
    }

    /** Every row of a day as in {@code expected/coverage.csv}. */
    List<String> lines(LocalDate day, DataScope scope) {
        List<String> lines = new ArrayList<>();
        new CoverageTable(cells).read(day, scope, row -> lines.add(line(row)));
        return lines;
    }

    /** The live cells, with friends. */
    List<String> liveCells() {
        return sums("select * from kpi.coverage_cell c");
    }

    /** The snapshot of a day, with friends. */
    List<String> storedCells(LocalDate day) {
        return sums("select * from kpi.coverage_daily where day = date '" + day + "'");
    }

    /** The cells of a day counted from the facts, with friends. */
    List<String> countedCells(LocalDate day) {
        return db.sql(CoverageSql.cellsOf(CoverageSql.Customers.ALL) + SUMS.formatted("select * from cell"))
                .param("day", day)
                .param("end", days.endOf(day))
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<String> sums(String cells) {
        return db.sql(SUMS.formatted(cells))
                .query((row, number) -> row.getString(1))
                .list();
    }

    private static final String SUMS = """
            select concat_ws(' ', scope, scope_id, segment_id, managed, certified_own, certified_any, friends, friends_certified)
            from (%s) c
            where (managed, friends) <> (0, 0)
            order by scope, scope_id, segment_id
            """;

    static String line(CoverageRow row) {
        CoverageCounts counts = row.counts();
        return String.join(
                ",",
                row.subject().kind().label(),
                row.subject().key(),
                row.segment().name(),
                Long.toString(counts.managed()),
                Long.toString(counts.certifiedOwn()),
                Long.toString(counts.certifiedAny()),
                counts.coverage().orElseThrow().toString());
    }
}
