package cn.bankscrm.web.account;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.web.security.PasswordRules;
import cn.bankscrm.web.security.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens, changes and closes accounts. A change ends the sessions of the account that it concerns. */
@Component
class AccountAdministration {

    private static final Logger log = LoggerFactory.getLogger(AccountAdministration.class);

    private static final String SELECT = """
            select a.username, a.display_name, a.role, i.code, i.name, coalesce(s.staff_no, s.wecom_userid) as staff_no,
                   a.locked_until, a.disabled, a.last_sign_in_at, a.version
            from platform.account a
            left join core.institution i on i.id = a.institution_id
            left join core.staff s on s.id = a.staff_id
            """;

    private final JdbcClient db;
    private final PasswordEncoder hashing;
    private final AccountSessions sessions;
    private final AccountAudit audit;
    private final Clock clock;

    AccountAdministration(
            JdbcClient db, PasswordEncoder hashing, AccountSessions sessions, AccountAudit audit, Clock clock) {
        this.db = db;
        this.hashing = hashing;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param after the user name after which to begin; empty for the first ones */
    @Transactional(readOnly = true)
    List<Account> list(String after, int limit) {
        return db.sql(SELECT + " where lower(a.username) > lower(:after) order by lower(a.username) limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> account(row))
                .list();
    }

    @Transactional(readOnly = true)
    Optional<Account> find(String username) {
        return db.sql(SELECT + " where lower(a.username) = lower(:username)")
                .param("username", username)
                .query((row, number) -> account(row))
                .optional();
    }

    @Transactional
    AccountChange open(AccountForm form, String password) {
        if (!PasswordRules.allow(form.username(), password)) {
            return AccountChange.WEAK_PASSWORD;
        }
        if (find(form.username()).isPresent()) {
            return AccountChange.NAME_TAKEN;
        }
        Owner owner = owner(form);
        if (owner.refusal() != null) {
            return owner.refusal();
        }
        try {
            db.sql("""
                            insert into platform.account
                                (id, username, password_hash, must_change_password, role, institution_id, staff_id, display_name)
                            values (nextval('platform.account_seq'), :username, :hash, true, :role, :institution, :staff, :displayName)
                            """)
                    .param("username", form.username())
                    .param("hash", hashing.encode(password))
                    .param("role", form.role().name())
                    .param("institution", owner.institution())
                    .param("staff", owner.staff())
                    .param("displayName", form.displayName())
                    .update();
        } catch (DuplicateKeyException another) {
            // Somebody opened the same account at the same moment: the transaction is lost, and its caller is told.
            throw new AccountRace(another);
        }
        audit.changed(AuditAction.ACCOUNT_MADE, form.username(), rights(form));
        log.atInfo().addKeyValue("role", form.role()).log("Account opened");
        return AccountChange.DONE;
    }

    @Transactional
    AccountChange change(AccountForm form, long version) {
        if (form.role() != Role.ADMINISTRATOR && isLastAdministrator(form.username())) {
            return AccountChange.LAST_ADMINISTRATOR;
        }
        Owner owner = owner(form);
        if (owner.refusal() != null) {
            return owner.refusal();
        }
        int changed = db.sql("""
                        update platform.account
                        set display_name = :displayName, role = :role, institution_id = :institution, staff_id = :staff,
                            version = version + 1
                        where lower(username) = lower(:username) and version = :version
                        """)
                .param("displayName", form.displayName())
                .param("role", form.role().name())
                .param("institution", owner.institution())
                .param("staff", owner.staff())
                .param("username", form.username())
                .param("version", version)
                .update();
        return ended(changed, form.username(), AuditAction.ACCOUNT_CHANGED, rights(form));
    }

    /** Gives a password that does for choosing another; the account is no longer locked. */
    @Transactional
    AccountChange resetPassword(String username, String password) {
        return password(username, password, true);
    }

    /** Enters the password that the owner of the account chose. */
    @Transactional
    AccountChange choosePassword(String username, String password) {
        return password(username, password, false);
    }

    private AccountChange password(String username, String password, boolean mustChange) {
        if (!PasswordRules.allow(username, password)) {
            return AccountChange.WEAK_PASSWORD;
        }
        int changed = db.sql("""
                        update platform.account
                        set password_hash = :hash, must_change_password = :mustChange, failures = 0, locked_until = null, version = version + 1
                        where lower(username) = lower(:username)
                        """)
                .param("hash", hashing.encode(password))
                .param("mustChange", mustChange)
                .param("username", username)
                .update();
        return ended(changed, username, AuditAction.PASSWORD_CHANGED, Map.of("how", mustChange ? "reset" : "chosen"));
    }

    @Transactional
    AccountChange disable(String username) {
        if (isLastAdministrator(username)) {
            return AccountChange.LAST_ADMINISTRATOR;
        }
        int changed = db.sql("""
                        update platform.account set disabled = true, version = version + 1
                        where lower(username) = lower(:username)
                        """).param("username", username).update();
        return ended(changed, username, AuditAction.ACCOUNT_CHANGED, Map.of("what", "disabled"));
    }

    /** Opens again what was closed by an administrator or by wrong passwords. */
    @Transactional
    AccountChange enable(String username) {
        int changed = db.sql("""
                        update platform.account
                        set disabled = false, failures = 0, locked_until = null, version = version + 1
                        where lower(username) = lower(:username)
                        """).param("username", username).update();
        return ended(changed, username, AuditAction.ACCOUNT_CHANGED, Map.of("what", "enabled"));
    }

    /** What the account may, from now on. */
    private static Map<String, String> rights(AccountForm form) {
        Map<String, String> rights = new TreeMap<>(Map.of("role", form.role().name()));
        if (form.institutionCode() != null && form.role().reach() == Role.Reach.INSTITUTION) {
            rights.put("scope", form.institutionCode());
        } else if (form.staffNo() != null) {
            rights.put("scope", form.staffNo());
        }
        return rights;
    }

    private AccountChange ended(int changed, String username, AuditAction action, Map<String, String> details) {
        if (changed == 0) {
            return AccountChange.CHANGED_MEANWHILE;
        }
        audit.changed(action, username, details);
        find(username).ifPresent(account -> sessions.end(account.username()));
        return AccountChange.DONE;
    }

    /** Locks the administrators, so that two of them cannot close each other's account at the same moment. */
    private boolean isLastAdministrator(String username) {
        List<String> left = db.sql("""
                        select lower(username) from platform.account
                        where role = 'ADMINISTRATOR' and not disabled
                        order by id for update
                        """).query((row, number) -> row.getString(1)).list();
        return left.size() == 1 && left.getFirst().equalsIgnoreCase(username);
    }

    /** Where the account looks from and whose it is, or why that cannot be. */
    private Owner owner(AccountForm form) {
        Long institution = null;
        if (form.role().reach() == Role.Reach.INSTITUTION) {
            institution = id("select id from core.institution where code = :key", form.institutionCode());
            if (institution == null) {
                return new Owner(null, null, AccountChange.NO_SUCH_INSTITUTION);
            }
        }
        Long staff = null;
        if (form.staffNo() != null) {
            staff = id("select id from core.staff where staff_no = :key", form.staffNo());
        }
        if (staff == null && (form.staffNo() != null || form.role().reach() == Role.Reach.OWN_CUSTOMERS)) {
            return new Owner(null, null, AccountChange.NO_SUCH_STAFF);
        }
        boolean taken = staff != null
                && db.sql("""
                                select exists (select from platform.account
                                               where staff_id = :staff and lower(username) <> lower(:username))
                                """)
                        .param("staff", staff)
                        .param("username", form.username())
                        .query(Boolean.class)
                        .single();
        return new Owner(institution, staff, taken ? AccountChange.STAFF_TAKEN : null);
    }

    private @Nullable Long id(String sql, @Nullable String key) {
        return db.sql(sql).param("key", key).query(Long.class).optional().orElse(null);
    }

    private record Owner(
            @Nullable Long institution,
            @Nullable Long staff,
            @Nullable AccountChange refusal) {}

    private Account account(ResultSet row) throws SQLException {
        Instant lockedUntil = instant(row, "locked_until");
        return new Account(
                row.getString("username"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                row.getString("code"),
                row.getString("name"),
                row.getString("staff_no"),
                lockedUntil == null || lockedUntil.isBefore(clock.instant()) ? null : lockedUntil,
                row.getBoolean("disabled"),
                instant(row, "last_sign_in_at"),
                row.getLong("version"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }
}
