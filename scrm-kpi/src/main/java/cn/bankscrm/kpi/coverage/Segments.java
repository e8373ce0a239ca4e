package cn.bankscrm.kpi.coverage;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The segments of the bank, and how the cells know them. */
@Component
class Segments {

    private final JdbcClient db;

    Segments(JdbcClient db) {
        this.db = db;
    }

    /**
     * Those in use, in the order of their first delivery or writing, without {@link CoverageSegment#ALL}: a segment
     * with a rule once it has been computed, until it is retired.
     */
    List<CoverageSegment> all() {
        return db.sql("""
                        select name from core.pub_segment
                        where kind = 'DELIVERED' or computed_on is not null and retired_on is null
                        order by id
                        """)
                .query((row, number) -> new CoverageSegment(row.getString("name")))
                .list();
    }

    Optional<Short> id(CoverageSegment segment) {
        return segment.isAll()
                ? Optional.of(CoverageSegment.ALL_ID)
                : db.sql("select id from core.pub_segment where name = :name")
                        .param("name", segment.name())
                        .query(Short.class)
                        .optional();
    }
}
