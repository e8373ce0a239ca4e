package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.People.Known;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What messages tell beside themselves: recalls, files, consents. Called inside the transaction that writes them. */
@Component
class ChatSideRows {

    static final String FILE_ID = "chat.file_id";
    static final String FILE_NAME = "chat.file_name";

    private static final int LONGEST_MD5 = 64;

    private final JdbcTemplate db;
    private final ChatConsents consents;
    private final FieldCipher cipher;
    private final Clock clock;

    ChatSideRows(JdbcTemplate db, ChatConsents consents, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.consents = consents;
        this.cipher = cipher;
        this.clock = clock;
    }

    void write(List<ReadRecord> records, Known people) {
        List<Object[]> recalls = new ArrayList<>();
        List<Object[]> files = new ArrayList<>();
        List<Object[]> uses = new ArrayList<>();
        for (ReadRecord entry : records) {
            entry.message()
                    .replaces()
                    .ifPresent(replaced -> recalls.add(new Object[] {
                        replaced,
                        entry.seq(),
                        entry.message().action() == ChatMessage.Action.EDIT ? "EDIT" : "RECALL",
                        Timestamp.from(entry.at())
                    }));
            for (ParsedMessage.MediaName file : entry.message().media()) {
                byte[] digest = ReadRecord.sha256(file.sdkFileId());
                files.add(file(entry, file, digest));
                uses.add(new Object[] {entry.seq(), digest});
            }
            entry.message().agreement().ifPresent(agreement -> consents.note(agreement, with(entry, people), people));
        }
        if (!recalls.isEmpty()) {
            db.batchUpdate(
                    "insert into compliance.chat_recall (msgid, seq, kind, at) values (?, ?, ?, ?) on conflict do nothing",
                    recalls);
        }
        if (!files.isEmpty()) {
            // one order for all nodes: whoever waits for another's row holds none that the other wants
            files.sort(Comparator.comparing(row -> (byte[]) row[0], java.util.Arrays::compare));
            db.batchUpdate("""
                    insert into compliance.chat_media (file_digest, sdkfileid_enc, kind, size, md5, name_enc, named_at, next_try_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    on conflict (file_digest) do nothing
                    """, files);
            db.batchUpdate("""
                    insert into compliance.chat_message_media (seq, media_id)
                    select ?, id from compliance.chat_media where file_digest = ?
                    on conflict do nothing
                    """, uses);
        }
    }

    private Object[] file(ReadRecord entry, ParsedMessage.MediaName file, byte[] digest) {
        return new Object[] {
            digest,
            cipher.encrypt(FILE_ID, file.sdkFileId()),
            MessageJson.id(file.kind(), LONGEST_MD5),
            file.size() < 0 ? null : file.size(),
            file.md5().isEmpty() ? null : MessageJson.id(file.md5(), LONGEST_MD5),
            file.name().isEmpty() ? null : cipher.encrypt(FILE_NAME, file.name()),
            Timestamp.from(entry.at()),
            Timestamp.from(clock.instant())
        };
    }

    /** The room, or the member on the other side. */
    private static String with(ReadRecord entry, Known people) {
        ConversationKey key = ConversationKey.of(entry.message(), people);
        return key.room().orElseGet(() -> key.member().map(Known::key).orElse("-"));
    }
}
