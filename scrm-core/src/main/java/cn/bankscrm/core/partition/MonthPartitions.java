package cn.bankscrm.core.partition;

import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The partitions of all tables that are kept by month (Asia/Shanghai), whichever module owns them. A row of a month
 * that has none lies in the default partition until the month gets its own.
 */
@Component
class MonthPartitions {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MONTHS_AHEAD = 3;

    private final JdbcTemplate db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    MonthPartitions(JdbcTemplate db, TransactionTemplate transaction, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Makes the partitions of this month and the next ones, as far as they are missing, table by table. */
    void createAhead() {
        for (String table : tables()) {
            transaction.executeWithoutResult(status -> createAhead(table));
        }
    }

    /** Those with a default partition for months without their own, by whose name they are known. */
    private List<String> tables() {
        return db.query("""
                select parent.oid::regclass::text
                from pg_partitioned_table p
                join pg_class parent on parent.oid = p.partrelid
                join pg_class other on other.oid = p.partdefid and other.relname = parent.relname || '_other'
                where p.partstrat = 'r'
                order by 1
                """, (row, n) -> String.valueOf(row.getString(1)));
    }

    private void createAhead(String table) {
        // Rather later than in the way of what arrives now.
        db.execute("set local lock_timeout = '2s'");
        YearMonth month = YearMonth.now(clock.withZone(ZONE));
        db.queryForList(
                "select platform.create_month_partitions(?::regclass, ?, ?)",
                table,
                month.atDay(1),
                month.plusMonths(MONTHS_AHEAD).atDay(1));
    }
}
