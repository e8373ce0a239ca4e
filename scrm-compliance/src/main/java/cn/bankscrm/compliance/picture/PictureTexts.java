package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.core.privacy.FieldCipher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is written in the pictures of messages, for whoever works through the archive. Text is read long after its
 * message was archived: from which message on it is there is told in an order of its own.
 */
@Component
public class PictureTexts {

    /** Held while numbers are drawn, so that a smaller one is never committed after a larger one was seen. */
    private static final String NUMBERS = "picture-texts";

    private final JdbcClient db;
    private final ArchiveReaders readers;
    private final FieldCipher cipher;

    PictureTexts(JdbcClient db, ArchiveReaders readers, FieldCipher cipher) {
        this.db = db;
        this.readers = readers;
        this.cipher = cipher;
    }

    /**
     * Text of a message's picture became known.
     *
     * @param number rises with every one
     * @param seq WeCom's number of the message
     */
    public record Told(long number, long seq) {}

    /** @param limit at most so many, in the order of their numbers */
    @Transactional
    public List<Told> after(long number, int limit) {
        return db.sql("""
                        select number, seq from compliance.picture_text_message where number > :number order by number limit :limit
                        """)
                .param("number", number)
                .param("limit", limit)
                .query((row, n) -> new Told(row.getLong("number"), row.getLong("seq")))
                .list();
    }

    /** The last number; 0 where there is none. */
    @Transactional
    public long last() {
        return db.sql("select coalesce(max(number), 0) from compliance.picture_text_message")
                .query(Long.class)
                .single();
    }

    /**
     * What is written in the pictures of some messages.
     *
     * @param seqs WeCom's numbers of the messages
     * @return nothing of those whose pictures hold no text, or were not read yet
     */
    @Transactional
    public Map<Long, List<String>> of(Collection<Long> seqs) {
        Map<Long, List<String>> texts = new HashMap<>();
        if (seqs.isEmpty()) {
            return texts;
        }
        db.sql("""
                        select u.seq, p.text_enc
                        from compliance.chat_message_media u
                        join compliance.chat_media m on m.id = u.media_id
                        join compliance.picture p on p.sha256 = m.sha256
                        where u.seq = any(:seqs) and p.text_enc is not null
                        order by u.seq, m.id
                        """).param("seqs", seqs.toArray(Long[]::new)).query(row -> {
            texts.computeIfAbsent(row.getLong("seq"), seq -> new ArrayList<>())
                    .add(cipher.decrypt(TextRows.TEXT, row.getBytes("text_enc")));
        });
        return texts;
    }

    /** Before any picture is held: whoever tells of texts does so one after the other. */
    @Transactional(propagation = Propagation.MANDATORY)
    void hold() {
        readers.lock(NUMBERS);
    }

    /** Of every message that names the picture. */
    @Transactional(propagation = Propagation.MANDATORY)
    void tell(byte[] sha256) {
        db.sql("""
                        insert into compliance.picture_text_message (seq, media_id)
                        select u.seq, u.media_id
                        from compliance.chat_media m
                        join compliance.chat_message_media u on u.media_id = m.id
                        where m.sha256 = :sha256
                            and not exists (
                                select from compliance.picture_text_message t where t.seq = u.seq and t.media_id = u.media_id)
                        order by u.seq, u.media_id
                        """).param("sha256", sha256).update();
    }
}
