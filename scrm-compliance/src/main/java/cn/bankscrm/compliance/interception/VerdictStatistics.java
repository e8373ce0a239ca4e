package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.screening.Verdict;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Counts what the door said; of texts of the reader's part of the bank, as the database shows it. */
@Component
@Transactional(readOnly = true)
public class VerdictStatistics {

    private final JdbcClient db;

    VerdictStatistics(JdbcClient db) {
        this.db = db;
    }

    /**
     * How often an entry hit.
     *
     * @param hits places
     * @param texts texts with a hit
     * @param last the latest
     */
    public record EntryHits(EntryId entry, long hits, long texts, Instant last) {}

    /** Most hits first. */
    public List<EntryHits> byEntry(Instant since) {
        return db.sql("""
                        select (h.hit ->> 'entry')::bigint as entry, count(*) as hits, count(distinct v.id) as texts,
                            max(v.at) as last
                        from compliance.verdict v cross join lateral jsonb_array_elements(v.hits) as h (hit)
                        where v.at >= :since
                        group by 1
                        order by 2 desc, 1
                        """)
                .param("since", Timestamp.from(since))
                .query((row, n) -> new EntryHits(
                        new EntryId(row.getLong("entry")),
                        row.getLong("hits"),
                        row.getLong("texts"),
                        row.getTimestamp("last").toInstant()))
                .list();
    }

    /** Texts by what was said of them; all three verdicts are there. */
    public Map<Verdict, Long> totals(Instant since) {
        Map<Verdict, Long> totals = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            totals.put(verdict, 0L);
        }
        db.sql("select verdict, count(*) as texts from compliance.verdict where at >= :since group by 1")
                .param("since", Timestamp.from(since))
                .query(row -> {
                    totals.put(Verdict.valueOf(row.getString("verdict")), row.getLong("texts"));
                });
        return totals;
    }
}
