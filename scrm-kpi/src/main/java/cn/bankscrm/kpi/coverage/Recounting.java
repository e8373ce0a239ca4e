package cn.bankscrm.kpi.coverage;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counts everything from the facts and compares, customer by customer and cell by cell. A difference is noted, repaired
 * by building the cells anew, and an alarm: the cells are moved by differences, so a single lost one would stay for
 * ever. The comparison reads one snapshot of the database and holds nobody up.
 */
@Component
public class Recounting {

    private static final Logger log = LoggerFactory.getLogger(Recounting.class);

    private final JdbcClient db;
    private final TransactionTemplate snapshot;
    private final BusinessDays days;
    private final CoverageMetrics metrics;

    Recounting(JdbcClient db, PlatformTransactionManager transactions, BusinessDays days, CoverageMetrics metrics) {
        this.db = db;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.days = days;
        this.metrics = metrics;
    }

    /** @return what was found; empty while the cells are still being built, or are of another day */
    public Optional<Recount> recount() {
        Optional<Recount> found =
                Optional.ofNullable(snapshot.execute(status -> compare())).flatMap(recount -> recount);
        found.ifPresent(recount -> {
            metrics.drifted(recount.differentCells());
            (recount.drifted() ? log.atWarn() : log.atInfo())
                    .addKeyValue("cells", recount.cells())
                    .addKeyValue("differentCells", recount.differentCells())
                    .addKeyValue("differentRows", recount.differentRows())
                    .log(
                            recount.drifted()
                                    ? "Coverage had drifted from the facts and is built anew"
                                    : "Coverage equals the facts");
        });
        return found;
    }

    private Optional<Recount> compare() {
        OffsetDateTime started = days.now();
        LocalDate today = days.today();
        boolean comparable =
                db.sql("""
                        select exists (select from kpi.coverage_state where live_day = :today)
                            and not exists (select from kpi.coverage_dirty where customer_id is null)
                        """).param("today", today).query(Boolean.class).single();
        if (!comparable) {
            return Optional.empty();
        }
        db.sql("set local enable_nestloop = off").update();
        db.sql("set local work_mem = '256MB'").update();
        for (String sql : new String[] {RecountSql.CUSTOMERS, RecountSql.STAFF}) {
            db.sql(sql).param("day", today).param("end", days.endOf(today)).update();
        }
        db.sql(RecountSql.CELLS).update();
        long rows = db.sql(RecountSql.DIFFERENT_ROWS).query(Long.class).single();
        Recount recount = db.sql(RecountSql.REPORT)
                .param("started", started)
                .param("finished", days.now())
                .param("rows", rows)
                .query(Recounts::recount)
                .single();
        if (recount.drifted()) {
            db.sql("insert into kpi.coverage_dirty (customer_id, since) values (null, :today)")
                    .param("today", today)
                    .update();
        }
        return Optional.of(recount);
    }
}
