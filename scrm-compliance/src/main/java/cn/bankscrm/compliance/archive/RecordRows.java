package cn.bankscrm.compliance.archive;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Records as they came. Called inside a transaction. */
@Component
class RecordRows {

    private static final int LONGEST_ID = 200;

    private final JdbcClient db;

    RecordRows(JdbcClient db) {
        this.db = db;
    }

    /**
     * Stores what is not stored yet, and lays it before whoever reads.
     *
     * @return how many records are new
     */
    int store(List<EncryptedRecord> page, Instant now) {
        Map<Long, EncryptedRecord> bySeq = new TreeMap<>();
        page.forEach(entry -> bySeq.putIfAbsent(entry.seq(), entry));
        if (bySeq.isEmpty()) {
            return 0;
        }
        List<EncryptedRecord> records = new ArrayList<>(bySeq.values());
        List<Long> stored = db.sql("""
                        insert into compliance.archive_record
                            (seq, msgid, public_key_version, random_key, ciphertext, received_at, state)
                        select seq, msgid, version, random_key, ciphertext, :now,
                            case when nth > 1 or exists (
                                select from compliance.archive_record r
                                where r.msgid = came.msgid and r.state in ('PENDING', 'READ') and r.seq <> came.seq)
                            then 'DUPLICATE' else 'PENDING' end
                        from (
                            select *, row_number() over (partition by msgid order by seq) as nth
                            from unnest(:seqs::bigint[], :msgids::text[], :versions::integer[], :keys::bytea[], :texts::bytea[])
                                as told (seq, msgid, version, random_key, ciphertext)) came
                        on conflict (seq) do nothing
                        returning seq
                        """)
                .param("now", Timestamp.from(now))
                .param("seqs", records.stream().map(EncryptedRecord::seq).toArray(Long[]::new))
                .param("msgids", records.stream().map(RecordRows::msgId).toArray(String[]::new))
                .param(
                        "versions",
                        records.stream().map(EncryptedRecord::keyVersion).toArray(Integer[]::new))
                .param("keys", bytes(records, EncryptedRecord::randomKey))
                .param("texts", bytes(records, EncryptedRecord::ciphertext))
                .query((row, n) -> row.getLong("seq"))
                .list();
        if (!stored.isEmpty()) {
            layOut(records.getFirst().seq(), records.getLast().seq(), now);
        }
        return stored.size();
    }

    /** What of a range waits to be read becomes a page for whoever has its keys. */
    void layOut(long first, long last, Instant now) {
        db.sql("""
                        insert into compliance.archive_page (first_seq, last_seq, awaited_keys, next_try_at)
                        select min(seq), max(seq), array_agg(distinct public_key_version), :now
                        from compliance.archive_record
                        where seq between :first and :last and state = 'PENDING'
                        having count(*) > 0
                        """)
                .param("first", first)
                .param("last", last)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** A record without an id is nobody's duplicate. */
    private static String msgId(EncryptedRecord entry) {
        String id = MessageJson.id(entry.msgId(), LONGEST_ID);
        return id.isBlank() ? "seq:" + entry.seq() : id;
    }

    private static byte[][] bytes(List<EncryptedRecord> records, Function<EncryptedRecord, String> field) {
        return records.stream()
                .map(entry -> field.apply(entry).getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }
}
