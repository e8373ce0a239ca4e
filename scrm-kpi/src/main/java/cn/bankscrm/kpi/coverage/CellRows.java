package cn.bankscrm.kpi.coverage;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the heads of a row of cells. */
final class CellRows {

    private CellRows() {}

    static CoverageCounts counts(ResultSet row) throws SQLException {
        return new CoverageCounts(row.getLong("managed"), row.getLong("certified_own"), row.getLong("certified_any"));
    }

    static FriendCounts friends(ResultSet row) throws SQLException {
        return new FriendCounts(row.getLong("friends"), row.getLong("friends_certified"));
    }
}
