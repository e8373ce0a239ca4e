package cn.bankscrm.compliance.evidence;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares what is stored with what was chained and signed: every seal and its place behind the one before, and of the
 * days asked for every entry and the record behind it; then records that no entry knows. Reads alone; to be run in one
 * transaction with repeatable reads, so that the platform may go on meanwhile.
 */
final class ChainVerification {

    private static final int LIMIT = 1_000;

    private final JdbcClient db;
    private final KnownKeys keys;
    private final ZoneId zone;

    /** @param zone in which the bank's days begin and end */
    ChainVerification(JdbcClient db, KnownKeys keys, ZoneId zone) {
        this.db = db;
        this.keys = keys;
        this.zone = zone;
    }

    /**
     * @param from the first day whose entries are gone through; null: the first of all
     * @param to the last one; null: the open day
     */
    VerificationReport verify(@Nullable LocalDate from, @Nullable LocalDate to) {
        List<StoredDay> sealed = StoredDay.sealed(db);
        List<StoredDay> days = new ArrayList<>(sealed);
        StoredDay.open(db).ifPresent(days::add);
        RecordCheck records = new RecordCheck(new EvidenceRecords(db), new DeletionProofs(db, keys));
        List<Break> breaks = new ArrayList<>();
        int verified = 0;
        long entries = 0;
        Optional<DayStatement> before = Optional.empty();
        for (StoredDay stored : days) {
            DayStatement day = stored.statement();
            List<Break> unlinked = followsOn(day, before);
            breaks.addAll(unlinked);
            byte @Nullable [] link =
                    unlinked.isEmpty() ? before.map(DayStatement::link).orElseGet(EvidenceHead::nothing) : null;
            boolean asked = (from == null || !day.day().isBefore(from))
                    && (to == null || !day.day().isAfter(to));
            Optional<byte[]> root = Optional.empty();
            if (asked) {
                DayCheck check = new DayCheck(db, records, day, link);
                List<Break> found = check.run();
                root = check.root();
                verified++;
                entries += check.entries();
                breaks.addAll(found);
            }
            breaks.addAll(seal(stored, root, breaks));
            before = Optional.of(day);
        }
        breaks.addAll(records.breaks());
        breaks.addAll(strays(from, to, records.explained()));
        breaks.sort(Comparator.comparing(Break::day, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparingLong(each -> each.place() == 0 ? Long.MAX_VALUE : each.place()));
        return new VerificationReport(
                verified,
                entries,
                records.deleted(),
                waiting(),
                sealed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(sealed.getLast().statement().day()),
                breaks.stream().distinct().toList());
    }

    private List<Break> followsOn(DayStatement day, Optional<DayStatement> before) {
        long number = before.map(DayStatement::number).orElse(0L) + 1;
        if (day.number() != number) {
            return List.of(Break.ofChain(Break.What.DAY_REMOVED, day.day(), 0));
        }
        byte[] digest = before.map(DayStatement::digest).orElseGet(EvidenceHead::nothing);
        long first = before.map(DayStatement::last).orElse(0L) + 1;
        return Arrays.equals(day.previous(), digest) && day.first() == first
                ? List.of()
                : List.of(Break.ofChain(Break.What.DAY_UNLINKED, day.day(), 0));
    }

    private List<Break> seal(StoredDay stored, Optional<byte[]> root, List<Break> known) {
        DayStatement day = stored.statement();
        return switch (keys.check(day.keyId(), day.bytes(), stored.signature())) {
            case GOOD -> List.of();
            case UNKNOWN_KEY -> List.of(Break.ofChain(Break.What.KEY_UNKNOWN, day.day(), 0));
            case BAD -> {
                boolean rootAlone = root.isPresent()
                        && keys.check(day.keyId(), withRoot(day, root.get()).bytes(), stored.signature())
                                == KnownKeys.Outcome.GOOD;
                boolean named = rootAlone
                        && known.stream()
                                .anyMatch(each -> each.what() == Break.What.ROOT_CHANGED
                                        && day.day().equals(each.day()));
                yield named ? List.of() : List.of(Break.ofChain(Break.What.SEAL_CHANGED, day.day(), 0));
            }
        };
    }

    private static DayStatement withRoot(DayStatement day, byte[] root) {
        return new DayStatement(
                day.state(),
                day.day(),
                day.number(),
                day.algorithm(),
                day.first(),
                day.last(),
                root,
                day.link(),
                day.previous(),
                day.signedAt(),
                day.keyId());
    }

    /** Records that are in no entry and do not wait for one. */
    private List<Break> strays(@Nullable LocalDate from, @Nullable LocalDate to, Set<EvidenceRecords.Key> explained) {
        List<Break> found = new ArrayList<>();
        for (RecordKind kind : RecordKind.values()) {
            db
                    .sql("""
                            select r.%1$s, r.at from %2$s r
                            where r.at >= :from and r.at < :to
                                and not exists (
                                    select from compliance.evidence_leaf l
                                    where l.kind = :kind and l.record_id = r.%1$s and l.record_at = r.at)
                                and not exists (
                                    select from compliance.evidence_queue q
                                    where q.kind = :kind and q.record_id = r.%1$s and q.record_at = r.at)
                            order by r.at, r.%1$s limit :limit
                            """.formatted(kind.key(), kind.table()))
                    .param("kind", kind.name())
                    .param("from", startOf(from == null ? LocalDate.of(1970, 1, 1) : from))
                    .param("to", startOf(to == null ? LocalDate.of(9999, 1, 1) : to.plusDays(1)))
                    .param("limit", LIMIT)
                    .query((row, number) -> new EvidenceRecords.Key(
                            kind,
                            row.getLong(1),
                            row.getObject(2, OffsetDateTime.class).toInstant()))
                    .list()
                    .stream()
                    .filter(key -> !explained.contains(key))
                    .map(key -> new Break(
                            Break.What.INSERTED, LocalDate.ofInstant(key.at(), zone), 0, kind, key.id(), key.at(), 0))
                    .forEach(found::add);
        }
        return found;
    }

    private OffsetDateTime startOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC);
    }

    private long waiting() {
        return db.sql("select count(*) from compliance.evidence_queue")
                .query(Long.class)
                .single();
    }
}
