package cn.bankscrm.compliance.evidence;

import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which records retention deleted, and whether what says so was signed. */
final class DeletionProofs {

    private final JdbcClient db;
    private final KnownKeys keys;
    private final Map<Long, Boolean> runs = new HashMap<>();

    DeletionProofs(JdbcClient db, KnownKeys keys) {
        this.db = db;
        this.keys = keys;
    }

    /** The runs that deleted records of these entries, by place; nothing for those that are not said to be deleted. */
    Map<Long, Long> runsOf(Collection<Leaf> leaves) {
        Map<Long, Long> found = new HashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            List<Leaf> asked =
                    leaves.stream().filter(leaf -> leaf.kind() == kind).toList();
            Map<Long, Long> byPlace = new HashMap<>();
            asked.forEach(leaf -> byPlace.put(leaf.place(), leaf.id()));
            if (!asked.isEmpty()) {
                db
                        .sql(
                                "select record_id, place, run_id from compliance.deleted_record where kind = :kind and record_id = any(:ids)")
                        .param("kind", kind.name())
                        .param("ids", asked.stream().map(Leaf::id).toArray(Long[]::new))
                        .query((row, number) -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
                        .list()
                        .stream()
                        .filter(row -> byPlace.getOrDefault(row[1], -1L) == row[0])
                        .forEach(row -> found.put(row[1], row[2]));
            }
        }
        return found;
    }

    /** Whether a run was signed by whom it says, over exactly the entries it names. */
    boolean proven(long run) {
        return runs.computeIfAbsent(run, this::check);
    }

    private boolean check(long run) {
        byte[] listed = digestOf(db, run);
        return db.sql(
                        "select at, rule, before, records, digest, key_id, signature from compliance.deletion_run where id = :run")
                .param("run", run)
                .query((row, number) -> {
                    byte[] digest = row.getBytes("digest");
                    byte[] statement = statement(
                            run,
                            row.getTimestamp("at"),
                            row.getString("rule"),
                            row.getTimestamp("before"),
                            row.getLong("records"),
                            digest);
                    return Arrays.equals(digest, listed)
                            && keys.check(row.getString("key_id"), statement, row.getBytes("signature"))
                                    == KnownKeys.Outcome.GOOD;
                })
                .optional()
                .orElse(false);
    }

    /** What is signed of a run. */
    static byte[] statement(long run, Timestamp at, String rule, Timestamp before, long records, byte[] digest) {
        return DigestAlgorithm.SHA_256.of("bankscrm deletion 1\n%d\n%d\n%s\n%d\n%d\n%s\n"
                .formatted(
                        run,
                        at.toInstant().toEpochMilli(),
                        rule,
                        before.toInstant().toEpochMilli(),
                        records,
                        HexFormat.of().formatHex(digest)));
    }

    /** The digest of a run's list: every place with the digest that stays there. */
    static byte[] digestOf(JdbcClient db, long run) {
        return db.sql("""
                        select sha256(convert_to(coalesce(string_agg(
                            l.place || ' ' || d.kind || ' ' || d.record_id || ' ' || encode(l.digest, 'hex'), e'\\n' order by l.place), ''), 'UTF8'))
                        from compliance.deleted_record d
                        join compliance.evidence_leaf l on l.kind = d.kind and l.record_id = d.record_id and l.place = d.place
                        where d.run_id = :run
                        """)
                .param("run", run)
                .query((row, number) -> row.getBytes(1))
                .single();
    }
}
