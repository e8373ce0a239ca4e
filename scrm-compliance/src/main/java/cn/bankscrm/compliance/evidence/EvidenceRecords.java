package cn.bankscrm.compliance.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads records as they stand now, in the form in which they are digested. */
final class EvidenceRecords {

    private final JdbcClient db;

    EvidenceRecords(JdbcClient db) {
        this.db = db;
    }

    /** Which record: neither its number nor its time alone tells. */
    record Key(RecordKind kind, long id, Instant at) {}

    /** Those that there are. */
    Map<Key, ChainedRecord> read(List<Key> keys) {
        Map<Key, ChainedRecord> found = HashMap.newHashMap(keys.size());
        for (RecordKind kind : RecordKind.values()) {
            List<Key> asked = keys.stream().filter(key -> key.kind() == kind).toList();
            if (asked.isEmpty()) {
                continue;
            }
            db.sql("""
                            select r.%1$s, r.at, %2$s
                            from unnest(:ids, cast(:times as timestamptz[])) as asked (id, at)
                            join %3$s r on r.at = asked.at and r.%1$s = asked.id
                            """.formatted(kind.key(), kind.columns(), kind.table()))
                    .param("ids", asked.stream().map(Key::id).toArray(Long[]::new))
                    .param(
                            "times",
                            asked.stream().map(key -> key.at().toString()).toArray(String[]::new))
                    .query((row, number) -> record(kind, row))
                    .list()
                    .forEach(each -> found.put(new Key(kind, each.id(), each.at()), each));
        }
        return found;
    }

    /** All records of these numbers, whatever their time; slow, for there is no index on numbers alone. */
    List<ChainedRecord> readByNumber(RecordKind kind, List<Long> ids) {
        return db.sql("select r.%1$s, r.at, %2$s from %3$s r where r.%1$s = any(:ids) order by r.%1$s, r.at"
                        .formatted(kind.key(), kind.columns(), kind.table()))
                .param("ids", ids.toArray(Long[]::new))
                .query((row, number) -> record(kind, row))
                .list();
    }

    private static ChainedRecord record(RecordKind kind, ResultSet row) throws SQLException {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < kind.fields().size(); i++) {
            values.add(row.getString(3 + i));
        }
        return new ChainedRecord(
                kind, row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant(), values);
    }
}
