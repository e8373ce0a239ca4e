package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.archive.ArchiveReaders;
import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is still to be done about pictures: the files of messages that wait to be fetched, pictures that wait to be
 * read, messages whose picture was read and that nobody has looked at. Each step is a transaction of its own.
 */
@Component
class PictureRows {

    static final String READER = "pictures";
    static final String PAYLOAD = "chat.picture_code";

    /** Tries in all, each begun four times as late as the one before: the last a day after the first. */
    static final int TRIES = 6;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(2);
    private static final int MESSAGES = 2_000;
    private static final int FILES = 200;

    private final JdbcClient db;
    private final ArchiveReaders readers;
    private final FieldCipher cipher;
    private final PictureTexts texts;
    private final Clock clock;

    PictureRows(JdbcClient db, ArchiveReaders readers, FieldCipher cipher, PictureTexts texts, Clock clock) {
        this.db = db;
        this.texts = texts;
        this.readers = readers;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * A picture to be read.
     *
     * @param media one of the files that hold it; empty when none is left
     */
    @SuppressWarnings("ArrayRecordComponent") // a key, never compared
    record Begun(byte[] sha256, Optional<Long> media, int tries) {

        @Override
        public String toString() {
            return "Begun[" + HexFormat.of().formatHex(sha256) + "]";
        }
    }

    /** A code with what it is for. */
    record Kept(CodeFinder.Code code, CodeKind kind) {}

    /** Notes the files of the next messages. @return whether there may be more messages */
    @Transactional
    public boolean takeUp() {
        long from = readers.lock(READER);
        long to = db.sql("""
                        select coalesce(max(p.place), :from) from (
                            select place from compliance.archive_record where place > :from order by place limit :most) p
                        """)
                .param("from", from)
                .param("most", MESSAGES)
                .query(Long.class)
                .single();
        if (to == from) {
            return false;
        }
        db.sql("""
                        insert into compliance.picture_message (seq, media_id)
                        select u.seq, u.media_id
                        from compliance.archive_record r
                        join compliance.chat_message_media u on u.seq = r.seq
                        join compliance.chat_media m on m.id = u.media_id
                        where r.place > :from and r.place <= :to and m.kind not in ('voice', 'video')
                        on conflict do nothing
                        """).param("from", from).param("to", to).update();
        readers.advance(READER, to);
        return true;
    }

    @SuppressWarnings("ArrayRecordComponent") // a key, never compared
    private record Fetched(long seq, long media, byte @Nullable [] sha256) {}

    /**
     * Has pictures read whose files have come; what is none, or never comes, is left. @return whether there may be more
     */
    @Transactional
    public boolean queue() {
        List<Fetched> fetched = db.sql("""
                        select p.seq, p.media_id, case when m.location is not null and m.type like 'image/%' then m.sha256 end as sha256
                        from compliance.picture_message p
                        join compliance.chat_media m on m.id = p.media_id
                        where p.state = 'FETCHING' and m.state <> 'PENDING'
                        limit :most
                        for update of p skip locked
                        """)
                .param("most", FILES)
                .query((row, n) -> new Fetched(row.getLong("seq"), row.getLong("media_id"), row.getBytes("sha256")))
                .list();
        if (fetched.stream().anyMatch(file -> file.sha256() != null)) {
            texts.hold();
        }
        for (Fetched file : fetched) {
            byte[] sha256 = file.sha256();
            if (sha256 == null) {
                done(file.seq(), file.media());
            } else {
                queue(file, sha256);
            }
        }
        return fetched.size() == FILES;
    }

    private record Known(String state, boolean written) {}

    private void queue(Fetched file, byte[] sha256) {
        db.sql("""
                        insert into compliance.picture (sha256, next_try_at, text_next_at) values (:sha256, :now, :now) on conflict do nothing
                        """).param("sha256", sha256).param("now", now()).update();
        // held, so that whoever ends reading it either comes first or finds this message
        Known picture = db.sql(
                        "select state, text_enc is not null as written from compliance.picture where sha256 = :sha256 for share")
                .param("sha256", sha256)
                .query((row, n) -> new Known(row.getString("state"), row.getBoolean("written")))
                .single();
        db.sql("""
                        update compliance.picture_message set sha256 = :sha256, state = :state
                        where seq = :seq and media_id = :media
                        """)
                .param("sha256", sha256)
                .param("state", picture.state().equals("WAITING") ? "READING" : "READ")
                .param("seq", file.seq())
                .param("media", file.media())
                .update();
        if (picture.written()) {
            texts.tell(sha256);
        }
    }

    /** Begins the next picture. It comes again by itself, later, unless it is ended. */
    @Transactional
    public Optional<Begun> begin() {
        return db.sql("""
                        with next as (
                            select sha256 from compliance.picture
                            where state = 'WAITING' and next_try_at <= :now
                            order by next_try_at
                            limit 1
                            for update skip locked)
                        update compliance.picture p
                        set tries = p.tries + 1, next_try_at = :now::timestamptz + :pause::interval * power(4, p.tries)
                        from next
                        where p.sha256 = next.sha256
                        returning p.sha256, p.tries, (
                            select min(m.id) from compliance.chat_media m where m.sha256 = p.sha256 and m.location is not null) as media_id
                        """)
                .param("now", now())
                .param("pause", FIRST_PAUSE.toSeconds() + " seconds")
                .query((row, n) -> begun(row))
                .optional();
    }

    static Begun begun(ResultSet row) throws SQLException {
        long media = row.getLong("media_id");
        return new Begun(
                row.getBytes("sha256"), row.wasNull() ? Optional.empty() : Optional.of(media), row.getInt("tries"));
    }

    /** Ends a picture that was read. */
    @Transactional
    public void read(Begun picture, int width, int height, List<Kept> codes, Duration took) {
        int held = db.sql("""
                        update compliance.picture
                        set state = 'READ', width = :width, height = :height, read_at = :now, millis = :millis
                        where sha256 = :sha256 and state = 'WAITING'
                        """)
                .param("width", width)
                .param("height", height)
                .param("now", now())
                .param("millis", took.toMillis())
                .param("sha256", picture.sha256())
                .update();
        if (held == 0) {
            return;
        }
        int number = 0;
        for (Kept each : codes) {
            db.sql("""
                            insert into compliance.picture_code (sha256, number, kind, format, payload_enc)
                            values (:sha256, :number, :kind, :format, :payload)
                            """)
                    .param("sha256", picture.sha256())
                    .param("number", ++number)
                    .param("kind", each.kind().name())
                    .param("format", each.code().format())
                    .param("payload", cipher.encrypt(PAYLOAD, each.code().payload()))
                    .update();
        }
        ended(picture);
    }

    /** Ends a picture that nobody can read. */
    @Transactional
    public void unreadable(Begun picture, Trouble why) {
        db.sql("""
                        update compliance.picture set state = 'UNREADABLE', reason = :reason, read_at = :now
                        where sha256 = :sha256 and state = 'WAITING'
                        """)
                .param("reason", why.name())
                .param("now", now())
                .param("sha256", picture.sha256())
                .update();
        ended(picture);
    }

    private void ended(Begun picture) {
        db.sql("update compliance.picture_message set state = 'READ' where sha256 = :sha256 and state = 'READING'")
                .param("sha256", picture.sha256())
                .update();
    }

    /** A message's picture is done with. */
    void done(long seq, long media) {
        db.sql("delete from compliance.picture_message where seq = :seq and media_id = :media")
                .param("seq", seq)
                .param("media", media)
                .update();
    }

    /** How many pictures wait to be read. */
    @Transactional
    public long waiting() {
        return db.sql("select count(*) from compliance.picture where state = 'WAITING'")
                .query(Long.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(Instant.ofEpochMilli(clock.millis()));
    }
}
