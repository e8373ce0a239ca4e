package cn.bankscrm.web.account;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.web.account.Owners.Owner;
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
                   a.wecom_userid, a.no_wecom,
                   a.role = 'COMPLIANCE' and a.staff_id is not null
                       and lower(s.wecom_userid) is distinct from lower(a.wecom_userid) as wecom_differs,
                   exists (select from platform.account_request r
                           where lower(r.username) = lower(a.username) and r.decided_by is null) as waits,
                   a.locked_until, a.disabled, a.last_sign_in_at, a.version
            from platform.account a
            left join core.institution i on i.id = a.institution_id
            left join core.staff s on s.id = a.staff_id
            """;

    private final JdbcClient db;
    private final PasswordEncoder hashing;
    private final AccountSessions sessions;
    private final AccountAudit audit;
    private final Owners owners;
    private final LastOnes last;
    private final OfficerRequests requests;
    private final Clock clock;

    AccountAdministration(
            JdbcClient db,
            PasswordEncoder hashing,
            AccountSessions sessions,
            AccountAudit audit,
            Owners owners,
            LastOnes last,
            OfficerRequests requests,
            Clock clock) {
        this.db = db;
        this.hashing = hashing;
        this.sessions = sessions;
        this.audit = audit;
        this.owners = owners;
        this.last = last;
        this.requests = requests;
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

    /** @param password of an account that an officer confirms it is not used: the officer gets one to hand over */
    @Transactional
    AccountChange open(AccountForm form, String password) {
        boolean waits = form.role() == Role.COMPLIANCE && last.anyOfficer();
        if (!waits && !PasswordRules.allow(form.username(), password)) {
            return AccountChange.WEAK_PASSWORD;
        }
        if (find(form.username()).isPresent()) {
            return AccountChange.NAME_TAKEN;
        }
        Owner owner = owners.of(form);
        if (owner.refusal() != null) {
            return owner.refusal();
        }
        if (waits) {
            return requests.ask(OfficerRequest.Kind.OPEN, form, owner);
        }
        try {
            db.sql("""
                            insert into platform.account
                                (id, username, password_hash, must_change_password, role, institution_id, staff_id,
                                 wecom_userid, no_wecom, display_name)
                            values (nextval('platform.account_seq'), :username, :hash, true, :role, :institution, :staff,
                                 :weCom, :noWeCom, :displayName)
                            """)
                    .param("username", form.username())
                    .param("hash", hashing.encode(password))
                    .param("role", form.role().name())
                    .param("institution", owner.institution())
                    .param("staff", owner.staff())
                    .param("weCom", owner.weComUserId())
                    .param("noWeCom", owner.noWeCom())
                    .param("displayName", form.displayName())
                    .update();
        } catch (DuplicateKeyException another) {
            // Somebody opened the same account at the same moment: the transaction is lost, and its caller is told.
            throw new AccountRace(another);
        }
        audit.changed(AuditAction.ACCOUNT_MADE, form.username(), rights(form));
        if (form.role() == Role.COMPLIANCE) {
            firstOfficer(form.username());
        }
        log.atInfo().addKeyValue("role", form.role()).log("Account opened");
        return AccountChange.DONE;
    }

    @Transactional
    AccountChange change(AccountForm form, long version) {
        if (form.role() != Role.ADMINISTRATOR && last.isLastAdministrator(form.username())) {
            return AccountChange.LAST_ADMINISTRATOR;
        }
        if (form.role() != Role.COMPLIANCE && last.isLastOfficer(form.username())) {
            return AccountChange.LAST_OFFICER;
        }
        Owner owner = owners.of(form);
        if (owner.refusal() != null) {
            return owner.refusal();
        }
        boolean asBefore = isOfficer(form.username(), owner);
        if (form.role() == Role.COMPLIANCE && !asBefore && last.anyOfficer()) {
            return find(form.username())
                            .filter(known -> known.version() == version)
                            .isEmpty()
                    ? AccountChange.CHANGED_MEANWHILE
                    : requests.ask(OfficerRequest.Kind.CHANGE, form, owner);
        }
        int changed = db.sql("""
                        update platform.account
                        set display_name = :displayName, role = :role, institution_id = :institution, staff_id = :staff,
                            wecom_userid = :weCom, no_wecom = :noWeCom, version = version + 1
                        where lower(username) = lower(:username) and version = :version
                        """)
                .param("displayName", form.displayName())
                .param("role", form.role().name())
                .param("institution", owner.institution())
                .param("staff", owner.staff())
                .param("weCom", owner.weComUserId())
                .param("noWeCom", owner.noWeCom())
                .param("username", form.username())
                .param("version", version)
                .update();
        if (changed > 0 && form.role() == Role.COMPLIANCE && !asBefore) {
            firstOfficer(form.username());
        }
        return ended(changed, form.username(), AuditAction.ACCOUNT_CHANGED, rights(form));
    }

    /**
     * Gives a password that does for choosing another; the account is no longer locked. Of one that may read chats it
     * is asked for, and the password not used.
     */
    @Transactional
    AccountChange resetPassword(String username, String password) {
        return waitsForOfficer(username)
                ? requests.ask(OfficerRequest.Kind.PASSWORD, username)
                : password(username, password, true);
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
        if (last.isLastAdministrator(username)) {
            return AccountChange.LAST_ADMINISTRATOR;
        }
        if (last.isLastOfficer(username)) {
            return AccountChange.LAST_OFFICER;
        }
        int changed = db.sql("""
                        update platform.account set disabled = true, version = version + 1
                        where lower(username) = lower(:username)
                        """).param("username", username).update();
        return ended(changed, username, AuditAction.ACCOUNT_CHANGED, Map.of("what", "disabled"));
    }

    /**
     * Opens again what was closed by an administrator or by wrong passwords; one that may read chats when confirmed.
     */
    @Transactional
    AccountChange enable(String username) {
        if (waitsForOfficer(username)) {
            return requests.ask(OfficerRequest.Kind.ENABLE, username);
        }
        int changed = db.sql("""
                        update platform.account
                        set disabled = false, failures = 0, locked_until = null, version = version + 1
                        where lower(username) = lower(:username)
                        """).param("username", username).update();
        if (find(username).filter(Account::isOfficer).isPresent()) {
            firstOfficer(username);
        }
        return ended(changed, username, AuditAction.ACCOUNT_CHANGED, Map.of("what", "enabled"));
    }

    private boolean waitsForOfficer(String username) {
        return find(username).filter(Account::isOfficer).isPresent() && last.anyOfficer();
    }

    /** Whether the account may read chats already, for the same institution and as the same person. */
    private boolean isOfficer(String username, Owner owner) {
        return db.sql("""
                        select exists (
                            select from platform.account
                            where lower(username) = lower(:username) and role = 'COMPLIANCE' and institution_id = :institution
                              and staff_id is not distinct from :staff::bigint
                              and lower(wecom_userid) is not distinct from lower(:weCom::text) and no_wecom = :noWeCom)
                        """)
                .param("username", username)
                .param("institution", owner.institution())
                .param("staff", owner.staff())
                .param("weCom", owner.weComUserId())
                .param("noWeCom", owner.noWeCom())
                .query(Boolean.class)
                .single();
    }

    /** There is nobody to confirm it, and that is on record. */
    private void firstOfficer(String username) {
        audit.changed(AuditAction.FIRST_OFFICER_MADE, username, Map.of());
    }

    /** What the account may, from now on. */
    private static Map<String, String> rights(AccountForm form) {
        Map<String, String> rights = new TreeMap<>(Map.of("role", form.role().name()));
        if (form.institutionCode() != null && form.role().reach() == Role.Reach.INSTITUTION) {
            rights.put("scope", form.institutionCode());
        } else if (form.staffNo() != null) {
            rights.put("scope", form.staffNo());
        }
        if (form.declaresNoWeCom()) {
            rights.put("person", "no-wecom");
        } else if (form.weComUserId() != null) {
            rights.put("person", form.weComUserId());
        } else if (form.staffNo() != null) {
            rights.put("person", form.staffNo());
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

    private Account account(ResultSet row) throws SQLException {
        Instant lockedUntil = instant(row, "locked_until");
        return new Account(
                row.getString("username"),
                row.getString("display_name"),
                Role.valueOf(row.getString("role")),
                row.getString("code"),
                row.getString("name"),
                row.getString("staff_no"),
                row.getString("wecom_userid"),
                row.getBoolean("no_wecom"),
                row.getBoolean("wecom_differs"),
                row.getBoolean("waits"),
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
