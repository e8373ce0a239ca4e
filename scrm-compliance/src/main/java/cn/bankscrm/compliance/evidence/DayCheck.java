package cn.bankscrm.compliance.evidence;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Goes through the entries of one day: places without a gap, links, the Merkle root, and the records behind them. */
final class DayCheck {

    private static final int CHUNK = 5_000;

    /** An audit entry is written when it says; what is off by more was written by another hand. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private final JdbcClient db;
    private final RecordCheck records;
    private final DayStatement day;
    private final List<Break> breaks = new ArrayList<>();
    private final MerkleFrontier tree;
    private byte @Nullable [] link;
    private long expected;
    private boolean gap;

    /** @param link the chain's value before the day's first entry; null: not known, for a day before it is missing */
    DayCheck(JdbcClient db, RecordCheck records, DayStatement day, byte @Nullable [] link) {
        this.db = db;
        this.records = records;
        this.day = day;
        this.link = link;
        this.expected = day.first();
        this.tree = MerkleFrontier.empty(day.algorithm());
    }

    /** @return what is broken in the chain; of the records, {@link RecordCheck} tells */
    List<Break> run() {
        long after = Long.MIN_VALUE;
        List<Leaf> chunk = read(after);
        while (!chunk.isEmpty()) {
            List<Leaf> sound = chunk.stream().filter(this::follows).toList();
            records.compare(day.day(), day.algorithm(), sound);
            sound.stream()
                    .filter(DayCheck::backdated)
                    .forEach(leaf -> breaks.add(Break.ofRecord(Break.What.BACKDATED, day.day(), leaf)));
            after = chunk.getLast().place();
            chunk = read(after);
        }
        if (expected <= day.last()) {
            breaks.add(Break.ofChain(Break.What.LEAF_REMOVED, day.day(), expected));
        }
        if (breaks.isEmpty() && !Arrays.equals(tree.root(), day.root())) {
            breaks.add(Break.ofChain(Break.What.ROOT_CHANGED, day.day(), 0));
        }
        if (breaks.isEmpty() && !Arrays.equals(link, day.link())) {
            breaks.add(Break.ofChain(Break.What.SEAL_CHANGED, day.day(), 0));
        }
        return breaks;
    }

    /** The root of the entries as they stand; empty where some are missing. */
    Optional<byte[]> root() {
        return gap ? Optional.empty() : Optional.of(tree.root());
    }

    /** How many entries were gone through. */
    long entries() {
        return expected - day.first();
    }

    private boolean follows(Leaf leaf) {
        if (leaf.place() < expected || leaf.place() > day.last()) {
            breaks.add(Break.ofChain(Break.What.LEAF_INSERTED, day.day(), leaf.place()));
            return false;
        }
        byte @Nullable [] before = link;
        if (leaf.place() > expected) {
            breaks.add(Break.ofChain(Break.What.LEAF_REMOVED, day.day(), expected));
            gap = true;
            before = null;
        }
        byte[] hash = leaf.hash(day.algorithm());
        tree.add(hash);
        expected = leaf.place() + 1;
        link = leaf.link();
        if (before != null && !Arrays.equals(day.algorithm().link(before, hash), leaf.link())) {
            breaks.add(Break.ofRecord(Break.What.LEAF_CHANGED, day.day(), leaf));
            return false;
        }
        return true;
    }

    private static boolean backdated(Leaf leaf) {
        return leaf.kind() == RecordKind.AUDIT
                && Duration.between(leaf.at(), leaf.queued()).abs().compareTo(BACKDATED) > 0;
    }

    private List<Leaf> read(long after) {
        return db.sql("""
                        select place, kind, record_id, record_at, queued_at, digest, link
                        from compliance.evidence_leaf
                        where day = :day and place > :after order by place limit :chunk
                        """)
                .param("day", day.day())
                .param("after", after)
                .param("chunk", CHUNK)
                .query((row, number) -> new Leaf(
                        row.getLong("place"),
                        RecordKind.valueOf(row.getString("kind")),
                        row.getLong("record_id"),
                        row.getObject("record_at", OffsetDateTime.class).toInstant(),
                        row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                        row.getBytes("digest"),
                        row.getBytes("link")))
                .list();
    }
}
