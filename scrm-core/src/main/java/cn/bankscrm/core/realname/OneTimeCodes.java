package cn.bankscrm.core.realname;

import cn.bankscrm.core.privacy.FieldCipher;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One-time codes of six digits. Only keyed digests are stored; of an invitation's codes the newest alone is good, for
 * five minutes, five tries and the number that it was sent to. An invitation has ten codes and no more as long as codes
 * are kept (90 days), so that whoever guesses has 50 tries in a million.
 */
@Component
@Transactional
class OneTimeCodes {

    static final Duration LIFE = Duration.ofMinutes(5);
    static final int TRIES = 5;
    static final int CODES_AN_INVITATION = 10;

    private static final int SPACE = 1_000_000;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    OneTimeCodes(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** @return the code, to be sent and forgotten; empty when the invitation has had all of its codes */
    Optional<String> make(InvitationId invitation, Mobile mobile) {
        // Codes of one invitation are made one at a time: the number of them must hold.
        long made = db.sql("""
                        with locked as (select id from core.invitation where id = :invitation for no key update)
                        select (select count(*) from core.one_time_code where invitation_id = locked.id) from locked
                        """)
                .param("invitation", invitation.value())
                .query(Long.class)
                .single();
        if (made >= CODES_AN_INVITATION) {
            return Optional.empty();
        }
        String code = String.format(Locale.ROOT, "%06d", random.nextInt(SPACE));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        db.sql("""
                        insert into core.one_time_code (invitation_id, sent_at, code_hash, expires_at)
                        values (:invitation, :now, :code, :expires)
                        """)
                .param("invitation", invitation.value())
                .param("now", Timestamp.from(now))
                .param("code", hash(invitation, mobile, code))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
        return Optional.of(code);
    }

    /** Takes back a code that was not sent: it is good no more, and unless somebody tried it, it does not count. */
    void takeBack(InvitationId invitation, Mobile mobile, String code) {
        byte[] hash = hash(invitation, mobile, code);
        db.sql("""
                        delete from core.one_time_code
                        where invitation_id = :invitation and code_hash = :code and tries = 0
                        """).param("invitation", invitation.value()).param("code", hash).update();
        db.sql("""
                        update core.one_time_code set used_at = :now
                        where invitation_id = :invitation and code_hash = :code and used_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("invitation", invitation.value())
                .param("code", hash)
                .update();
    }

    /** What came of a try. */
    enum Try {
        RIGHT,
        WRONG,
        /** There is no code (any more) to be tried: expired, used, or tried too often. */
        NONE
    }

    /** Tries a code; a try counts before it is compared, also of those who try at the same time. */
    Try redeem(InvitationId invitation, Mobile mobile, String typed) {
        Timestamp now = Timestamp.from(clock.instant());
        Optional<Kept> kept = db.sql("""
                        update core.one_time_code c set tries = tries + 1
                        where c.invitation_id = :invitation and c.used_at is null and c.expires_at > :now and c.tries < :most
                            and c.sent_at = (select max(sent_at) from core.one_time_code where invitation_id = :invitation)
                        returning c.sent_at, c.code_hash
                        """)
                .param("invitation", invitation.value())
                .param("now", now)
                .param("most", TRIES)
                .query((row, n) -> new Kept(row.getTimestamp("sent_at"), row.getBytes("code_hash")))
                .optional();
        if (kept.isEmpty()) {
            return Try.NONE;
        }
        boolean right = MessageDigest.isEqual(kept.get().hash(), hash(invitation, mobile, typed));
        if (!right) {
            return Try.WRONG;
        }
        int used = db.sql("""
                        update core.one_time_code set used_at = :now
                        where invitation_id = :invitation and sent_at = :sent and used_at is null
                        """)
                .param("now", now)
                .param("invitation", invitation.value())
                .param("sent", kept.get().sentAt())
                .update();
        return used == 1 ? Try.RIGHT : Try.NONE;
    }

    /** Of the code for this number: another number with the right code is a wrong code. */
    private byte[] hash(InvitationId invitation, Mobile mobile, String code) {
        return cipher.digest("realname.code", invitation.value() + "\n" + mobile.value() + "\n" + code);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content, in constant time
    private record Kept(Timestamp sentAt, byte[] hash) {}
}
