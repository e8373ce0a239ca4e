package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.scope.DataScope;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Coverage on a database, without a container: everything wired by hand, at a clock that is set. */
record CoverageFixture(
        DataSource database, JdbcClient db, SettableClock clock, BusinessDays days, Subjects subjects, Cells cells) {

    static CoverageFixture on(DataSource database) {
        JdbcClient db = JdbcClient.create(database);
        SettableClock clock = new SettableClock(ReferenceBank.AS_OF
                .plusDays(20)
                .atTime(LocalTime.NOON)
                .atZone(SettableClock.SHANGHAI)
                .toInstant());
        BusinessDays days = new BusinessDays(clock);
        return new CoverageFixture(database, db, clock, days, new Subjects(db), new Cells(db, days));
    }

    CoverageQueries queries() {
        return new CoverageQueries(db, subjects, cells, days);
    }

    /** Every row of a day as in {@code expected/coverage.csv}. */
    List<String> lines(LocalDate day, DataScope scope) {
        List<String> lines = new ArrayList<>();
        new CoverageTable(cells).read(day, scope, row -> lines.add(line(row)));
        return lines;
    }

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
