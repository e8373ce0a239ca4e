package cn.bankscrm.web.account;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.web.account.Owners.Owner;
import cn.bankscrm.web.security.SignedIn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an administrator asks for accounts that may read chats, until a compliance officer decides it: one of the
 * institution or above, neither who asked nor the account itself; where the bank has none such, any other officer. Not
 * read-only: the reader's role sees no accounts.
 */
@Component
@Transactional
public class OfficerRequests {

    /** Needs :me and :institution, the officer's. */
    private static final String DECIDABLE = """
            lower(r.asked_by) <> lower(:me) and lower(r.username) <> lower(:me)
            and (exists (select from core.institution_path p
                         where p.institution_id = r.institution_id and p.ancestor_id = :institution)
                 or not exists (select from platform.account other
                                join core.institution_path p
                                  on p.institution_id = r.institution_id and p.ancestor_id = other.institution_id
                                where other.role = 'COMPLIANCE' and not other.disabled
                                  and lower(other.username) not in (lower(r.asked_by), lower(r.username))))
            """;

    private final JdbcClient db;
    private final CurrentActor actor;
    private final AccountAudit audit;
    private final Clock clock;

    OfficerRequests(JdbcClient db, CurrentActor actor, AccountAudit audit, Clock clock) {
        this.db = db;
        this.actor = actor;
        this.audit = audit;
        this.clock = clock;
    }

    /** How many wait for this officer. */
    public long waitingFor(SignedIn officer) {
        return waiting(officer).stream().filter(OfficerRequest::decidable).count();
    }

    /** What waits, as an officer sees it: what is theirs to decide, and what is about them or of their own asking. */
    List<OfficerRequest> waiting(SignedIn officer) {
        return select(officer.name(), officer.institutionId()).stream()
                .filter(request -> request.decidable()
                        || request.username().equalsIgnoreCase(officer.name())
                        || request.askedBy().equalsIgnoreCase(officer.name()))
                .toList();
    }

    /** All that waits, for those who asked. */
    List<OfficerRequest> waiting() {
        return select(actor.get().name(), null);
    }

    /** Asks to open or change an account. */
    AccountChange ask(OfficerRequest.Kind kind, AccountForm form, Owner owner) {
        return ask(
                db.sql("""
                        insert into platform.account_request
                            (kind, username, display_name, institution_id, staff_id, wecom_userid, no_wecom, asked_by, asked_at)
                        values (:kind, :username, :displayName, :institution, :staff, :weCom, :noWeCom, :by, :now)
                        on conflict do nothing
                        returning institution_id
                        """)
                        .param("displayName", form.displayName())
                        .param("institution", owner.institution())
                        .param("staff", owner.staff())
                        .param("weCom", owner.weComUserId())
                        .param("noWeCom", owner.noWeCom()),
                kind,
                form.username());
    }

    /** Asks for something about an officer's account as it is. */
    AccountChange ask(OfficerRequest.Kind kind, String username) {
        return ask(db.sql("""
                        insert into platform.account_request
                            (kind, username, display_name, institution_id, staff_id, wecom_userid, no_wecom, asked_by, asked_at)
                        select :kind, username, display_name, institution_id, staff_id, wecom_userid, no_wecom, :by, :now
                        from platform.account where lower(username) = lower(:username)
                        on conflict do nothing
                        returning institution_id
                        """), kind, username);
    }

    private AccountChange ask(JdbcClient.StatementSpec insert, OfficerRequest.Kind kind, String username) {
        String by = actor.get().name();
        if (!confirmable(username, by)) {
            return AccountChange.NOBODY_TO_CONFIRM;
        }
        Optional<Long> institution = insert.param("kind", kind.name())
                .param("username", username)
                .param("by", by)
                .param("now", now())
                .query(Long.class)
                .optional();
        if (institution.isEmpty()) {
            return AccountChange.WAITS_ALREADY;
        }
        audit.requested(AuditAction.ACCOUNT_ASKED, username, institution.get(), Map.of("what", kind.fact()));
        return AccountChange.WAITING;
    }

    /** Takes the request off the list, for this officer alone. */
    Optional<Decided> decide(long id, SignedIn officer, boolean confirmed) {
        return db.sql("""
                        update platform.account_request r
                        set decided_by = :me, decided_at = :now, confirmed = :confirmed
                        where r.id = :id and r.decided_by is null and
                        """ + DECIDABLE + """
                        returning r.id, r.kind, r.username, r.display_name, r.institution_id, r.staff_id, r.wecom_userid,
                            r.no_wecom, r.asked_by
                        """)
                .param("id", id)
                .param("me", officer.name())
                .param("institution", officer.institutionId())
                .param("confirmed", confirmed)
                .param("now", now())
                .query((row, number) -> new Decided(
                        OfficerRequest.Kind.valueOf(row.getString("kind")),
                        row.getString("username"),
                        row.getString("display_name"),
                        row.getString("asked_by"),
                        new Owner(
                                row.getLong("institution_id"),
                                row.getObject("staff_id", Long.class),
                                row.getString("wecom_userid"),
                                row.getBoolean("no_wecom"),
                                null)))
                .optional();
    }

    /** A request as it was decided. */
    record Decided(OfficerRequest.Kind kind, String username, String displayName, String askedBy, Owner owner) {}

    /** Whether an officer is left who is neither the account itself nor who asks. */
    private boolean confirmable(String username, String by) {
        return db.sql("""
                        select exists (select from platform.account where role = 'COMPLIANCE' and not disabled
                            and lower(username) not in (lower(:username), lower(:by)))
                        """)
                .param("username", username)
                .param("by", by)
                .query(Boolean.class)
                .single();
    }

    private List<OfficerRequest> select(String me, @Nullable Long institution) {
        return db.sql("""
                        select r.id, r.kind, r.username, r.display_name, i.code, i.name as institution_name,
                               coalesce(s.staff_no, s.wecom_userid) as staff_no, s.name as staff_name, r.wecom_userid,
                               r.no_wecom, r.asked_by, r.asked_at,
                        """ + "(" + DECIDABLE + ") as decidable" + """

                        from platform.account_request r
                        join core.institution i on i.id = r.institution_id
                        left join core.staff s on s.id = r.staff_id
                        where r.decided_by is null
                        order by r.id
                        """)
                .param("me", me)
                .param("institution", institution)
                .query((row, number) -> request(row))
                .list();
    }

    private static OfficerRequest request(ResultSet row) throws SQLException {
        return new OfficerRequest(
                row.getLong("id"),
                OfficerRequest.Kind.valueOf(row.getString("kind")),
                row.getString("username"),
                row.getString("display_name"),
                row.getString("code"),
                row.getString("institution_name"),
                row.getString("staff_no"),
                row.getString("staff_name"),
                row.getString("wecom_userid"),
                row.getBoolean("no_wecom"),
                row.getString("asked_by"),
                Objects.requireNonNull(row.getObject("asked_at", OffsetDateTime.class))
                        .toInstant(),
                row.getBoolean("decidable"));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
