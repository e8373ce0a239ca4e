package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.UnreadablePersonalData;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells messages that came through the archive from rows that somebody wrote into the database: those lack the record
 * that WeCom handed out, or the raw message under the platform's key that belongs to their digest.
 */
@Component
class MessageOrigin {

    private static final String RAW = "chat.raw";

    private final JdbcClient db;
    private final FieldCipher cipher;

    MessageOrigin(JdbcClient db, FieldCipher cipher) {
        this.db = db;
        this.cipher = cipher;
    }

    /** Those of these records that are messages and did not come through the archive. */
    Set<EvidenceRecords.Key> foreign(Collection<EvidenceRecords.Key> keys) {
        List<EvidenceRecords.Key> messages =
                keys.stream().filter(key -> key.kind() == RecordKind.MESSAGE).toList();
        Set<EvidenceRecords.Key> foreign = new HashSet<>(messages);
        if (!messages.isEmpty()) {
            db
                    .sql("""
                            select m.seq, m.at, m.raw_enc, m.digest
                            from unnest(:ids, cast(:times as timestamptz[])) as asked (id, at)
                            join compliance.chat_message m on m.at = asked.at and m.seq = asked.id
                            join compliance.archive_record r on r.seq = m.seq and r.msgid = m.msgid and r.at = m.at and r.state = 'READ'
                            """)
                    .param("ids", messages.stream().map(EvidenceRecords.Key::id).toArray(Long[]::new))
                    .param(
                            "times",
                            messages.stream().map(key -> key.at().toString()).toArray(String[]::new))
                    .query((row, number) -> new Kept(
                            new EvidenceRecords.Key(
                                    RecordKind.MESSAGE,
                                    row.getLong("seq"),
                                    row.getObject("at", OffsetDateTime.class).toInstant()),
                            row.getBytes("raw_enc"),
                            row.getBytes("digest")))
                    .list()
                    .stream()
                    .filter(this::fits)
                    .forEach(kept -> foreign.remove(kept.key()));
        }
        return foreign;
    }

    private boolean fits(Kept kept) {
        try {
            byte[] digest = DigestAlgorithm.SHA_256.of(cipher.decrypt(RAW, kept.raw()));
            return java.util.Arrays.equals(digest, kept.digest());
        } catch (UnreadablePersonalData e) {
            return false;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes into them
    private record Kept(EvidenceRecords.Key key, byte[] raw, byte[] digest) {}
}
