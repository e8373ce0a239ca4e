package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.archive.ArchivedFiles;
import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.charset.StandardCharsets;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts pictures into the archive as if what is written in them had been read. */
public final class WrittenPictures {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final ArchivedFiles files;

    public WrittenPictures(JdbcClient db, FieldCipher cipher, ArchivedFiles files) {
        this.db = db;
        this.cipher = cipher;
        this.files = files;
    }

    /** A picture that was read before, or that nobody can tell from one, sent by these messages. */
    public void add(String text, Long... seqs) {
        read(files.add("image", "", text.getBytes(StandardCharsets.UTF_8), seqs), text);
    }

    /**
     * A file that is in the archive is read now.
     *
     * @param media its id
     */
    public void read(long media, String text) {
        db.sql("""
                        insert into compliance.picture (sha256, state, width, height, next_try_at, read_at, text_state, text_enc)
                        select sha256, 'READ', 1, 1, now(), now(), 'READ', :text from compliance.chat_media where id = :media
                        on conflict (sha256) do update set text_state = 'READ', text_enc = excluded.text_enc
                        """)
                .param("text", cipher.encrypt(TextRows.TEXT, text))
                .param("media", media)
                .update();
        db.sql("""
                        insert into compliance.picture_text_message (seq, media_id)
                        select seq, media_id from compliance.chat_message_media where media_id = :media
                        on conflict do nothing
                        """).param("media", media).update();
    }
}
