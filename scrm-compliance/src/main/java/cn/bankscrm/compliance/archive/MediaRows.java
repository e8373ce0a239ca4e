package cn.bankscrm.compliance.archive;

import cn.bankscrm.core.privacy.FieldCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which files are still to be fetched, and how far each is. */
@Component
class MediaRows {

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    MediaRows(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** A file to be fetched. */
    @SuppressWarnings("ArrayRecordComponent") // a key, never compared
    record Wanted(
            long id,
            String sdkFileId,
            long size,
            String md5,
            byte[] key,
            String nextIndex,
            long received,
            int tries,
            Instant namedAt) {

        /** Without id and key. */
        @Override
        public String toString() {
            return "Wanted[id=" + id + ", received=" + received + "]";
        }
    }

    Optional<Wanted> lease(String worker, Duration lease) {
        Instant now = clock.instant();
        byte[] newKey = SealedPieces.newKey();
        return db.sql("""
                        with next as (
                            select id
                            from compliance.chat_media
                            where state = 'PENDING' and next_try_at <= :now and (leased_until is null or leased_until <= :now)
                            order by next_try_at, id
                            limit 1
                            for update skip locked)
                        update compliance.chat_media m
                        set leased_by = :worker, leased_until = :until, tries = tries + 1, key_enc = coalesce(m.key_enc, :key)
                        from next
                        where m.id = next.id
                        returning m.id, m.sdkfileid_enc, m.size, m.md5, m.key_enc, m.next_index, m.received, m.tries, m.named_at
                        """)
                .param("now", Timestamp.from(now))
                .param("worker", worker)
                .param("until", Timestamp.from(now.plus(lease)))
                .param("key", cipher.encrypt(ChatMedia.KEY, Base64.getEncoder().encodeToString(newKey)))
                .query((row, n) -> wanted(row))
                .optional();
    }

    private Wanted wanted(ResultSet row) throws SQLException {
        long size = row.getLong("size");
        boolean unknown = row.wasNull();
        String md5 = row.getString("md5");
        return new Wanted(
                row.getLong("id"),
                cipher.decrypt(ChatSideRows.FILE_ID, row.getBytes("sdkfileid_enc")),
                unknown ? -1 : size,
                md5 == null ? "" : md5,
                Base64.getDecoder().decode(cipher.decrypt(ChatMedia.KEY, row.getBytes("key_enc"))),
                row.getString("next_index"),
                row.getLong("received"),
                row.getInt("tries"),
                row.getTimestamp("named_at").toInstant());
    }

    /** @throws LeaseLost when another worker fetches it meanwhile */
    void progress(long id, String worker, String nextIndex, long received, Duration lease) {
        int held = db.sql("""
                        update compliance.chat_media
                        set next_index = :index, received = :received, leased_until = :until
                        where id = :id and leased_by = :worker
                        """)
                .param("index", nextIndex)
                .param("received", received)
                .param("until", Timestamp.from(clock.instant().plus(lease)))
                .param("id", id)
                .param("worker", worker)
                .update();
        if (held == 0) {
            throw new LeaseLost();
        }
    }

    /** @return where the same contents are kept already, under whose key */
    Optional<Long> sameContents(long id, byte[] sha256, long size) {
        return db.sql("""
                        select id from compliance.chat_media
                        where sha256 = :sha256 and received = :size and state = 'FETCHED' and id <> :id
                        order by id
                        limit 1
                        """)
                .param("sha256", sha256)
                .param("size", size)
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    /** @return false when the other file was deleted meanwhile */
    boolean share(long id, String worker, long with) {
        // held, so that its deletion either comes first or finds who shares it
        return db.sql("""
                        with o as (select * from compliance.chat_media where id = :with for share)
                        update compliance.chat_media m
                        set state = 'FETCHED', sha256 = o.sha256, location = o.location, key_enc = o.key_enc, type = o.type,
                            leased_by = null, leased_until = null
                        from o
                        where m.id = :id and m.leased_by = :worker
                        """)
                        .param("id", id)
                        .param("worker", worker)
                        .param("with", with)
                        .update()
                == 1;
    }

    /** @param reason empty where the file is as the message said */
    void kept(long id, String worker, byte[] sha256, String type, String location, String reason) {
        db.sql("""
                        update compliance.chat_media
                        set state = case when :reason = '' then 'FETCHED' else 'BROKEN' end, reason = nullif(:reason, ''),
                            sha256 = :sha256, type = :type, location = :location, leased_by = null, leased_until = null
                        where id = :id and leased_by = :worker
                        """)
                .param("reason", reason)
                .param("sha256", sha256)
                .param("type", type)
                .param("location", location)
                .param("id", id)
                .param("worker", worker)
                .update();
    }

    void lost(long id, String worker, ChatMedia.State state, String reason) {
        db.sql("""
                        update compliance.chat_media
                        set state = :state, reason = :reason, leased_by = null, leased_until = null
                        where id = :id and leased_by = :worker
                        """)
                .param("state", state.name())
                .param("reason", reason)
                .param("id", id)
                .param("worker", worker)
                .update();
    }

    void putOff(long id, String worker, Duration pause, String reason) {
        db.sql("""
                        update compliance.chat_media
                        set next_try_at = :next, reason = :reason, leased_by = null, leased_until = null
                        where id = :id and leased_by = :worker
                        """)
                .param("next", Timestamp.from(clock.instant().plus(pause)))
                .param("reason", reason)
                .param("id", id)
                .param("worker", worker)
                .update();
    }
}
