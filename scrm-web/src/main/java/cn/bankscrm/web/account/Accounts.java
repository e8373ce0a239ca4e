package cn.bankscrm.web.account;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Accounts as signing in needs them. User names are compared without regard to case. */
@Component
class Accounts {

    static final int TRIES = 5;
    static final Duration LOCKED_FOR = Duration.ofMinutes(15);

    private final JdbcClient db;
    private final Clock clock;

    Accounts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** A try that counts already; of the last one allowed, also the lock stands already. */
    record Attempt(long accountId, String passwordHash, boolean mustChangePassword) {}

    /**
     * Counts a try, in one statement, against however many come at the same time.
     *
     * @return nothing when there is no such account, or it is locked, disabled or without a password
     */
    @Transactional
    Optional<Attempt> beginAttempt(String username) {
        return db.sql("""
                        update platform.account
                        set failures = case when locked_until is null then failures + 1 else 1 end,
                            locked_until = case when locked_until is null and failures + 1 >= :tries then :lockedUntil::timestamptz end
                        where lower(username) = lower(:username)
                          and password_hash is not null
                          and not disabled
                          and (locked_until is null or locked_until <= :now)
                        returning id, password_hash, must_change_password
                        """)
                .param("tries", TRIES)
                .param("lockedUntil", now().plus(LOCKED_FOR))
                .param("now", now())
                .param("username", username)
                .query((row, number) -> new Attempt(
                        row.getLong("id"), row.getString("password_hash"), row.getBoolean("must_change_password")))
                .optional();
    }

    /** Ends a try that succeeded: earlier failures are forgotten. */
    @Transactional
    SignedIn signedIn(long accountId) {
        return db.sql("""
                        update platform.account a
                        set failures = 0, locked_until = null, last_sign_in_at = :now
                        where a.id = :id
                        returning a.id, a.username, a.display_name, a.role, a.institution_id, coalesce(a.staff_id,
                            (select s.id from core.staff s where lower(s.wecom_userid) = lower(a.wecom_userid))) as staff_id
                        """)
                .param("now", now())
                .param("id", accountId)
                .query((row, number) -> person(row))
                .single();
    }

    /**
     * The account of a member, by their WeCom account; none that is locked or disabled. That of a member of staff is
     * what the register says today; of an account that may read chats it is also the one that was confirmed with it,
     * for the register is filled by those who may not.
     */
    @Transactional
    Optional<SignedIn> signedInByWeCom(WeComUserId member) {
        List<SignedIn> found = db.sql("""
                        update platform.account a
                        set last_sign_in_at = :now
                        where (case when a.staff_id is null then lower(a.wecom_userid) = lower(:userId)
                               else exists (select from core.staff s
                                            where s.id = a.staff_id and lower(s.wecom_userid) = lower(:userId))
                                   and (a.role <> 'COMPLIANCE' or lower(a.wecom_userid) = lower(:userId)) end)
                          and not a.disabled
                          and (a.locked_until is null or a.locked_until <= :now)
                        returning a.id, a.username, a.display_name, a.role, a.institution_id, coalesce(a.staff_id,
                            (select s.id from core.staff s where lower(s.wecom_userid) = lower(a.wecom_userid))) as staff_id
                        """)
                .param("now", now())
                .param("userId", member.value())
                .query((row, number) -> person(row))
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    static SignedIn person(ResultSet row) throws SQLException {
        return new SignedIn(
                row.getLong("id"),
                row.getString("username"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                row.getObject("institution_id", Long.class),
                row.getObject("staff_id", Long.class));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
