package cn.bankscrm.compliance.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The head of the chain as the database holds it: one row, and whoever holds its lock goes on with the chain. */
final class EvidenceHead {

    private static final int HASH = 32;

    private final @Nullable LocalDate day;
    private final long number;
    private final DigestAlgorithm algorithm;
    private final long first;
    private final byte[] previous;
    private final MerkleFrontier tree;
    private final @Nullable String key;
    private long last;
    private byte[] link;

    private EvidenceHead(
            @Nullable LocalDate day,
            long number,
            DigestAlgorithm algorithm,
            long first,
            long last,
            byte[] link,
            byte[] previous,
            MerkleFrontier tree,
            @Nullable String key) {
        this.day = day;
        this.number = number;
        this.algorithm = algorithm;
        this.first = first;
        this.last = last;
        this.link = link;
        this.previous = previous;
        this.tree = tree;
        this.key = key;
    }

    /** Empty while another node holds it. */
    static Optional<EvidenceHead> take(JdbcClient db) {
        return db.sql("""
                        select day, number, algorithm, first_place, last_place, link, previous, peaks, key_id
                        from compliance.evidence_head for update skip locked
                        """).query((row, n) -> read(row)).optional();
    }

    private static EvidenceHead read(ResultSet row) throws SQLException {
        DigestAlgorithm algorithm = DigestAlgorithm.valueOf(row.getString("algorithm"));
        long first = row.getLong("first_place");
        long last = row.getLong("last_place");
        return new EvidenceHead(
                row.getObject("day", LocalDate.class),
                row.getLong("number"),
                algorithm,
                first,
                last,
                row.getBytes("link"),
                row.getBytes("previous"),
                MerkleFrontier.of(algorithm, last - first + 1, row.getBytes("peaks")),
                row.getString("key_id"));
    }

    /** The day that is open; empty before the first entry of all. */
    Optional<LocalDate> day() {
        return Optional.ofNullable(day);
    }

    /** By which the open day was signed last; empty when it never was. */
    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    long last() {
        return last;
    }

    /** The day as it ends. */
    DayStatement sealed(Instant now, String keyId) {
        return statement(DayStatement.State.SEALED, now, keyId);
    }

    private DayStatement statement(DayStatement.State state, Instant now, String keyId) {
        if (day == null) {
            throw new IllegalStateException("No day is open");
        }
        return new DayStatement(state, day, number, algorithm, first, last, tree.root(), link, previous, now, keyId);
    }

    /** Whether the open day has entries. */
    boolean holdsSome() {
        return last >= first;
    }

    /** The same head on another day: nothing was chained on the one that passed. */
    EvidenceHead postponed(LocalDate next, DigestAlgorithm digests) {
        return new EvidenceHead(next, number, digests, first, last, link, previous, MerkleFrontier.empty(digests), key);
    }

    /** The head of a day that begins. */
    EvidenceHead open(LocalDate next, DigestAlgorithm digests, byte[] before) {
        return new EvidenceHead(
                next, number + 1, digests, last + 1, last, link, before, MerkleFrontier.empty(digests), key);
    }

    /** Takes one record more into the chain. */
    Leaf add(RecordKind kind, long id, Instant at, Instant queued, byte[] digest) {
        byte[] hash = Leaf.hash(algorithm, kind, id, at, queued, digest);
        link = algorithm.link(link, hash);
        last++;
        tree.add(hash);
        return new Leaf(last, kind, id, at, queued, digest, link);
    }

    DigestAlgorithm algorithm() {
        return algorithm;
    }

    void store(JdbcClient db, EvidenceKeys keys, Clock clock) {
        DayStatement open = statement(DayStatement.State.OPEN, Instant.ofEpochMilli(clock.millis()), keys.current());
        db.sql("""
                        update compliance.evidence_head
                        set day = :day, number = :number, algorithm = :algorithm, first_place = :first, last_place = :last,
                            root = :root, link = :link, previous = :previous, peaks = :peaks, signed_at = :at,
                            key_id = :key, signature = :signature
                        """)
                .param("day", open.day())
                .param("number", number)
                .param("algorithm", algorithm.name())
                .param("first", first)
                .param("last", last)
                .param("root", open.root())
                .param("link", link)
                .param("previous", previous)
                .param("peaks", tree.peaks())
                .param("at", OffsetDateTime.ofInstant(open.signedAt(), ZoneOffset.UTC))
                .param("key", open.keyId())
                .param("signature", keys.sign(open.bytes()))
                .update();
    }

    /** What comes before the first entry of all. */
    static byte[] nothing() {
        return new byte[HASH];
    }
}
