package cn.bankscrm.core.segment;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rule by which a segment is computed on a day.
 *
 * @param fresh whether the segment has not been computed for the whole bank yet: who is found to belong to it did not
 *     change, so nothing of a former state is kept
 */
record ActiveRule(short segment, SegmentRule rule, boolean fresh) {

    /** Of every rule segment not retired, the newest version that is in force; by segment. */
    static List<ActiveRule> on(LocalDate day, JdbcClient db) {
        return db.sql("""
                        select distinct on (s.id) s.id, v.rule::text as rule, s.computed_on is null as fresh
                        from core.segment s join core.segment_version v on v.segment_id = s.id
                        where s.kind = 'RULE' and s.retired_on is null and v.effective_from <= :day
                        order by s.id, v.version desc
                        """)
                .param("day", day)
                .query((row, number) -> new ActiveRule(
                        row.getShort("id"), RuleJson.read(row.getString("rule")), row.getBoolean("fresh")))
                .list();
    }
}
