package cn.bankscrm.kpi.coverage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the nightly recounts found. */
@Component
public class Recounts {

    private final JdbcClient db;

    Recounts(JdbcClient db) {
        this.db = db;
    }

    /** The latest; empty before the first night. */
    @Transactional(readOnly = true)
    public Optional<Recount> latest() {
        return db.sql("select * from kpi.coverage_recount order by id desc limit 1")
                .query(Recounts::recount)
                .optional();
    }

    static Recount recount(ResultSet row, int number) throws SQLException {
        return new Recount(
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("finished_at").toInstant(),
                row.getLong("cells"),
                row.getLong("different_cells"),
                row.getLong("different_rows"));
    }
}
