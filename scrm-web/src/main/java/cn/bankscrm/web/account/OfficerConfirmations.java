package cn.bankscrm.web.account;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.web.account.OfficerDecision.Outcome;
import cn.bankscrm.web.account.OfficerRequests.Decided;
import cn.bankscrm.web.account.Owners.Owner;
import cn.bankscrm.web.security.SignedIn;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Lets a compliance officer confirm or refuse what waits. An account that begins to read chats, and one that gets a new
 * password, gets a one-time password that the officer alone is shown: no administrator ever knew it.
 */
@Component
@Transactional
class OfficerConfirmations {

    private final JdbcClient db;
    private final OfficerRequests requests;
    private final Owners owners;
    private final LastOnes last;
    private final OneTimePasswords passwords;
    private final PasswordEncoder hashing;
    private final AccountSessions sessions;
    private final AccountAudit audit;

    OfficerConfirmations(
            JdbcClient db,
            OfficerRequests requests,
            Owners owners,
            LastOnes last,
            OneTimePasswords passwords,
            PasswordEncoder hashing,
            AccountSessions sessions,
            AccountAudit audit) {
        this.db = db;
        this.requests = requests;
        this.owners = owners;
        this.last = last;
        this.passwords = passwords;
        this.hashing = hashing;
        this.sessions = sessions;
        this.audit = audit;
    }

    OfficerDecision refuse(long id, SignedIn officer) {
        return requests.decide(id, officer, false)
                .map(decided -> {
                    log(AuditAction.ACCOUNT_REFUSED, decided);
                    return new OfficerDecision(Outcome.REFUSED, decided.username(), null);
                })
                .orElseGet(OfficerConfirmations::notYours);
    }

    OfficerDecision confirm(long id, SignedIn officer) {
        return requests.decide(id, officer, true).map(this::confirmed).orElseGet(OfficerConfirmations::notYours);
    }

    private OfficerDecision confirmed(Decided decided) {
        String password = needsPassword(decided) ? passwords.next(decided.username()) : null;
        if (!applied(decided, password)) {
            // it goes on waiting, to be refused
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return new OfficerDecision(Outcome.NO_MORE, decided.username(), null);
        }
        log(AuditAction.ACCOUNT_CONFIRMED, decided);
        // as the account itself is written
        db.sql("select username from platform.account where lower(username) = lower(:username)")
                .param("username", decided.username())
                .query(String.class)
                .list()
                .forEach(sessions::end);
        return new OfficerDecision(Outcome.CONFIRMED, decided.username(), password);
    }

    /** Whoever opened the account, or reset it before it was an officer's, may know the password it has. */
    private boolean needsPassword(Decided decided) {
        return switch (decided.kind()) {
            case OPEN, PASSWORD -> true;
            case CHANGE -> !isOfficer(decided.username());
            case ENABLE -> false;
        };
    }

    private boolean applied(Decided decided, @Nullable String password) {
        Owner owner = decided.owner();
        return switch (decided.kind()) {
            case OPEN -> free(decided) && opened(decided, owner, Objects.requireNonNull(password));
            case CHANGE ->
                free(decided)
                        && !last.isLastAdministrator(decided.username())
                        && changed(decided, owner)
                        && (password == null || given(decided, password));
            case PASSWORD -> isOfficer(decided.username()) && given(decided, Objects.requireNonNull(password));
            case ENABLE -> isOfficer(decided.username()) && enabled(decided);
        };
    }

    private boolean free(Decided decided) {
        return !owners.taken(
                decided.username(), decided.owner().staff(), decided.owner().weComUserId());
    }

    private boolean isOfficer(String username) {
        return db.sql("""
                        select exists (select from platform.account
                                       where lower(username) = lower(:username) and role = 'COMPLIANCE')
                        """).param("username", username).query(Boolean.class).single();
    }

    private boolean opened(Decided decided, Owner owner, String password) {
        return db.sql("""
                        insert into platform.account
                            (id, username, password_hash, must_change_password, role, institution_id, staff_id, wecom_userid,
                             no_wecom, display_name)
                        values (nextval('platform.account_seq'), :username, :hash, true, 'COMPLIANCE', :institution, :staff,
                            :weCom, :noWeCom, :displayName)
                        on conflict do nothing
                        """)
                        .param("hash", hashing.encode(password))
                        .param("username", decided.username())
                        .param("displayName", decided.displayName())
                        .param("institution", owner.institution())
                        .param("staff", owner.staff())
                        .param("weCom", owner.weComUserId())
                        .param("noWeCom", owner.noWeCom())
                        .update()
                == 1;
    }

    private boolean changed(Decided decided, Owner owner) {
        return db.sql("""
                        update platform.account
                        set role = 'COMPLIANCE', display_name = :displayName, institution_id = :institution, staff_id = :staff,
                            wecom_userid = :weCom, no_wecom = :noWeCom, version = version + 1
                        where lower(username) = lower(:username)
                        """)
                        .param("username", decided.username())
                        .param("displayName", decided.displayName())
                        .param("institution", owner.institution())
                        .param("staff", owner.staff())
                        .param("weCom", owner.weComUserId())
                        .param("noWeCom", owner.noWeCom())
                        .update()
                == 1;
    }

    private boolean given(Decided decided, String password) {
        return db.sql("""
                        update platform.account
                        set password_hash = :hash, must_change_password = true, failures = 0, locked_until = null,
                            version = version + 1
                        where lower(username) = lower(:username)
                        """)
                        .param("hash", hashing.encode(password))
                        .param("username", decided.username())
                        .update()
                == 1;
    }

    private boolean enabled(Decided decided) {
        return db.sql("""
                        update platform.account
                        set disabled = false, failures = 0, locked_until = null, version = version + 1
                        where lower(username) = lower(:username)
                        """).param("username", decided.username()).update() == 1;
    }

    private void log(AuditAction action, Decided decided) {
        audit.requested(
                action,
                decided.username(),
                Objects.requireNonNull(decided.owner().institution()),
                Map.of("what", decided.kind().fact(), "askedBy", decided.askedBy()));
    }

    private static OfficerDecision notYours() {
        return new OfficerDecision(Outcome.NOT_YOURS, "", null);
    }
}
