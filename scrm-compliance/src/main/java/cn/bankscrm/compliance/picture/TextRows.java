package cn.bankscrm.compliance.picture;

import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The pictures whose text is still to be read: those that could be opened, the newest first. */
@Component
class TextRows {

    static final String TEXT = "chat.picture_text";

    /** A picture that ends the library's process each time is left. */
    static final int TRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final PictureTexts texts;
    private final Clock clock;

    TextRows(JdbcClient db, FieldCipher cipher, PictureTexts texts, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.texts = texts;
        this.clock = clock;
    }

    /** Begins the next one. It comes again by itself, later, unless it is ended. */
    @Transactional
    public Optional<PictureRows.Begun> begin() {
        return db.sql("""
                        with next as (
                            select sha256 from compliance.picture
                            where state = 'READ' and text_state = 'WAITING' and text_next_at <= :now
                            order by text_next_at desc
                            limit 1
                            for update skip locked)
                        update compliance.picture p
                        set text_tries = p.text_tries + 1, text_next_at = :now::timestamptz + :pause::interval * power(4, p.text_tries)
                        from next
                        where p.sha256 = next.sha256
                        returning p.sha256, p.text_tries as tries, (
                            select min(m.id) from compliance.chat_media m where m.sha256 = p.sha256 and m.location is not null) as media_id
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("pause", FIRST_PAUSE.toSeconds() + " seconds")
                .query((row, n) -> PictureRows.begun(row))
                .optional();
    }

    /** Keeps a text, has every message looked at that sent the picture, and tells search of them. */
    @Transactional
    public void read(PictureRows.Begun picture, String text) {
        texts.hold();
        int held = db.sql("""
                        update compliance.picture set text_state = 'READ', text_enc = :text
                        where sha256 = :sha256 and text_state = 'WAITING'
                        """)
                .param("text", text.isBlank() ? null : cipher.encrypt(TEXT, text))
                .param("sha256", picture.sha256())
                .update();
        if (held == 0 || text.isBlank()) {
            return;
        }
        db.sql("""
                        insert into compliance.picture_message (seq, media_id, sha256, state)
                        select u.seq, m.id, m.sha256, 'READ'
                        from compliance.chat_media m
                        join compliance.chat_message_media u on u.media_id = m.id
                        where m.sha256 = :sha256
                        on conflict do nothing
                        """).param("sha256", picture.sha256()).update();
        texts.tell(picture.sha256());
    }

    @Transactional
    public void failed(PictureRows.Begun picture) {
        db.sql("update compliance.picture set text_state = 'FAILED' where sha256 = :sha256 and text_state = 'WAITING'")
                .param("sha256", picture.sha256())
                .update();
    }

    /** How many wait. */
    @Transactional
    public long waiting() {
        return db.sql("select count(*) from compliance.picture where state = 'READ' and text_state = 'WAITING'")
                .query(Long.class)
                .single();
    }
}
