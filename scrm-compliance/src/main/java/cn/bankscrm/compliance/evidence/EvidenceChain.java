package cn.bankscrm.compliance.evidence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what waits into the chain, batch by batch, each in one transaction with the signed head, and seals days that
 * are over. One node at a time: the head's row is its lock. A record's place is given here and nowhere else, so that
 * places have no gaps; a record belongs to the day on which it was chained.
 */
@Component
class EvidenceChain {

    static final int BATCH = 5_000;

    private static final Logger log = LoggerFactory.getLogger(EvidenceChain.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final EvidenceKeys keys;
    private final EvidenceProperties properties;
    private final MessageOrigin origin;
    private final EvidenceMetrics metrics;
    private final Clock clock;
    private final EvidenceRecords records;
    private volatile boolean lastSealKnown;

    EvidenceChain(
            JdbcClient db,
            PlatformTransactionManager transactions,
            EvidenceKeys keys,
            EvidenceProperties properties,
            MessageOrigin origin,
            EvidenceMetrics metrics,
            Clock clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.keys = keys;
        this.properties = properties;
        this.origin = origin;
        this.metrics = metrics;
        this.clock = clock;
        this.records = new EvidenceRecords(db);
    }

    /** @return whether there may be more to chain */
    boolean chainSome() {
        return Boolean.TRUE.equals(transaction.execute(status ->
                EvidenceHead.take(db).filter(this::mine).map(this::chain).orElse(false)));
    }

    /** A node without the key that signs leaves the chain to those that have it. */
    private boolean mine(EvidenceHead head) {
        boolean known = head.key().map(keys::has).orElse(true);
        metrics.keyKnown(known);
        return known;
    }

    private boolean chain(EvidenceHead found) {
        if (!lastSealKnown) {
            List<StoredDay> days = StoredDay.sealed(db);
            if (!days.isEmpty()) {
                metrics.sealed(days.getLast().statement().day());
            }
            lastSealKnown = true;
        }
        register(keys.current(), keys.currentPublic());
        LocalDate today = LocalDate.now(clock);
        EvidenceHead head = found;
        if (found.day().isEmpty()) {
            head = found.open(today, properties.algorithm(), EvidenceHead.nothing());
        } else if (found.day().get().isBefore(today)) {
            head = found.holdsSome()
                    ? found.open(today, properties.algorithm(), seal(found))
                    : found.postponed(today, properties.algorithm());
        }
        List<Waiting> waiting = take();
        metrics.waiting(
                waiting.isEmpty()
                        ? Optional.empty()
                        : Optional.of(waiting.getFirst().queued()),
                clock.instant());
        if (waiting.isEmpty()) {
            if (head != found) {
                head.store(db, keys, clock);
            }
            return false;
        }
        insert(head.day().orElseThrow(), add(head, waiting));
        head.store(db, keys, clock);
        metrics.chained(waiting.size());
        return waiting.size() == BATCH;
    }

    /** @return by what the next day is chained to those before */
    private byte[] seal(EvidenceHead head) {
        DayStatement day = head.sealed(Instant.ofEpochMilli(clock.millis()), keys.current());
        db.sql("""
                        insert into compliance.evidence_day
                            (day, number, algorithm, first_place, last_place, root, link, previous, signed_at, key_id, signature)
                        values (:day, :number, :algorithm, :first, :last, :root, :link, :previous, :at, :key, :signature)
                        """)
                .param("day", day.day())
                .param("number", day.number())
                .param("algorithm", day.algorithm().name())
                .param("first", day.first())
                .param("last", day.last())
                .param("root", day.root())
                .param("link", day.link())
                .param("previous", day.previous())
                .param("at", OffsetDateTime.ofInstant(day.signedAt(), ZoneOffset.UTC))
                .param("key", day.keyId())
                .param("signature", keys.sign(day.bytes()))
                .update();
        metrics.sealed(day.day());
        // the log is kept apart from the database: whoever can write there cannot take this back
        log.atInfo()
                .addKeyValue("day", day.day())
                .addKeyValue("entries", day.leaves())
                .addKeyValue("root", HexFormat.of().formatHex(day.root()))
                .addKeyValue("seal", HexFormat.of().formatHex(day.digest()))
                .log("A day of evidence was sealed");
        return day.digest();
    }

    private List<Leaf> add(EvidenceHead head, List<Waiting> waiting) {
        Map<EvidenceRecords.Key, ChainedRecord> found =
                records.read(waiting.stream().map(Waiting::key).toList());
        Set<EvidenceRecords.Key> foreign = origin.foreign(found.keySet());
        List<Leaf> leaves = new ArrayList<>();
        for (Waiting each : waiting) {
            EvidenceRecords.Key key = each.key();
            if (foreign.contains(key)) {
                // left out of the chain, it is found and named by every verification
                log.atError().addKeyValue("seq", key.id()).log("A chat message did not come from the archive");
                metrics.refused();
                continue;
            }
            ChainedRecord standing = found.get(key);
            byte[] digest = standing == null ? EvidenceHead.nothing() : standing.digest(head.algorithm());
            leaves.add(head.add(key.kind(), key.id(), key.at(), each.queued(), digest));
        }
        return leaves;
    }

    private List<Waiting> take() {
        return db
                .sql("""
                        delete from compliance.evidence_queue
                        where id in (select id from compliance.evidence_queue order by id limit :batch)
                        returning id, kind, record_id, record_at, queued_at
                        """)
                .param("batch", BATCH)
                .query((row, number) -> new Waiting(
                        row.getLong("id"),
                        new EvidenceRecords.Key(
                                RecordKind.valueOf(row.getString("kind")),
                                row.getLong("record_id"),
                                row.getObject("record_at", OffsetDateTime.class).toInstant()),
                        row.getObject("queued_at", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Waiting::number))
                .toList();
    }

    private void insert(LocalDate day, List<Leaf> leaves) {
        db.sql("""
                        insert into compliance.evidence_leaf (day, place, kind, record_id, record_at, queued_at, digest, link)
                        select :day, *
                        from unnest(:places, :kinds, :ids, cast(:times as timestamptz[]), cast(:queued as timestamptz[]),
                            :digests, :links)
                        """)
                .param("day", day)
                .param("places", leaves.stream().map(Leaf::place).toArray(Long[]::new))
                .param("kinds", leaves.stream().map(leaf -> leaf.kind().name()).toArray(String[]::new))
                .param("ids", leaves.stream().map(Leaf::id).toArray(Long[]::new))
                .param(
                        "times",
                        leaves.stream().map(leaf -> leaf.at().toString()).toArray(String[]::new))
                .param(
                        "queued",
                        leaves.stream().map(leaf -> leaf.queued().toString()).toArray(String[]::new))
                .param("digests", leaves.stream().map(Leaf::digest).toArray(byte[][]::new))
                .param("links", leaves.stream().map(Leaf::link).toArray(byte[][]::new))
                .update();
    }

    private void register(String id, byte[] publicKey) {
        db.sql("""
                        insert into compliance.evidence_key (id, public_key, used_from) values (:id, :key, :now)
                        on conflict (id) do nothing
                        """)
                .param("id", id)
                .param("key", publicKey)
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
    }

    private record Waiting(long number, EvidenceRecords.Key key, Instant queued) {}
}
