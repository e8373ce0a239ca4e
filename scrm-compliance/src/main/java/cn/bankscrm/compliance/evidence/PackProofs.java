package cn.bankscrm.compliance.evidence;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The proofs that records are in the chain: for each its entry and the way from there to the root of its day, and the
 * days' signed statements. Of the open day the statement is the one signed last.
 */
final class PackProofs {

    private final JdbcClient db;
    private final Map<LocalDate, Optional<Day>> days = new TreeMap<>();

    PackProofs(JdbcClient db) {
        this.db = db;
    }

    private record Day(StoredDay stored, MerkleTree tree) {}

    /** A record with its proof, as a line of the pack; without a proof where the record is not in the chain yet. */
    Map<String, @Nullable Object> line(ChainedRecord record, @Nullable Leaf leaf, @Nullable LocalDate on) {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("kind", record.kind().name());
        line.put("id", record.id());
        line.put("at", record.at().toString());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < record.values().size(); i++) {
            fields.put(record.kind().fields().get(i), record.values().get(i));
        }
        line.put("fields", fields);
        if (leaf != null && on != null) {
            day(on).ifPresent(day -> {
                Map<String, @Nullable Object> proof = new LinkedHashMap<>();
                proof.put("day", on.toString());
                proof.put("place", leaf.place());
                proof.put("queued", leaf.queued().toString());
                int index =
                        Math.toIntExact(leaf.place() - day.stored().statement().first());
                proof.put(
                        "path",
                        day.tree().path(index).stream()
                                .map(HexFormat.of()::formatHex)
                                .toList());
                line.put("proof", proof);
            });
        }
        return line;
    }

    /** The statements of all days that were needed. */
    List<Map<String, @Nullable Object>> statements() {
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        HexFormat hex = HexFormat.of();
        for (Optional<Day> known : days.values()) {
            known.ifPresent(day -> {
                DayStatement statement = day.stored().statement();
                Map<String, @Nullable Object> line = new LinkedHashMap<>();
                line.put("state", statement.state().name());
                line.put("day", statement.day().toString());
                line.put("number", statement.number());
                line.put("algorithm", statement.algorithm().name());
                line.put("first", statement.first());
                line.put("last", statement.last());
                line.put("root", hex.formatHex(statement.root()));
                line.put("link", hex.formatHex(statement.link()));
                line.put("previous", hex.formatHex(statement.previous()));
                line.put("signed", statement.signedAt().toString());
                line.put("key", statement.keyId());
                line.put(
                        "signature",
                        Base64.getEncoder().encodeToString(day.stored().signature()));
                lines.add(line);
            });
        }
        return lines;
    }

    /** The entries of records, by record, with the day of each. */
    Map<EvidenceRecords.Key, Map.Entry<LocalDate, Leaf>> entries(RecordKind kind, List<EvidenceRecords.Key> keys) {
        Map<EvidenceRecords.Key, Map.Entry<LocalDate, Leaf>> found = new HashMap<>();
        db.sql("""
                        select day, place, record_id, record_at, queued_at, digest, link from compliance.evidence_leaf
                        where kind = :kind and record_id = any(:ids)
                        """)
                .param("kind", kind.name())
                .param("ids", keys.stream().map(EvidenceRecords.Key::id).toArray(Long[]::new))
                .query((row, number) -> Map.entry(
                        row.getObject("day", LocalDate.class),
                        new Leaf(
                                row.getLong("place"),
                                kind,
                                row.getLong("record_id"),
                                row.getObject("record_at", OffsetDateTime.class).toInstant(),
                                row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                                row.getBytes("digest"),
                                row.getBytes("link"))))
                .list()
                .forEach(entry -> found.put(
                        new EvidenceRecords.Key(
                                kind, entry.getValue().id(), entry.getValue().at()),
                        entry));
        return found;
    }

    private Optional<Day> day(LocalDate on) {
        return days.computeIfAbsent(
                on,
                asked -> StoredDay.sealed(db, asked)
                        .or(() -> StoredDay.open(db)
                                .filter(open -> open.statement().day().equals(asked)))
                        .map(this::withTree));
    }

    private Day withTree(StoredDay stored) {
        DayStatement day = stored.statement();
        List<byte[]> hashes = db.sql("""
                        select place, kind, record_id, record_at, queued_at, digest from compliance.evidence_leaf
                        where day = :day and place between :first and :last order by place
                        """)
                .param("day", day.day())
                .param("first", day.first())
                .param("last", day.last())
                .query((row, number) -> Leaf.hash(
                        day.algorithm(),
                        RecordKind.valueOf(row.getString("kind")),
                        row.getLong("record_id"),
                        row.getObject("record_at", OffsetDateTime.class).toInstant(),
                        row.getObject("queued_at", OffsetDateTime.class).toInstant(),
                        row.getBytes("digest")))
                .list();
        return new Day(stored, new MerkleTree(day.algorithm(), hashes));
    }
}
