package cn.bankscrm.core.realname;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How a consent text comes about: somebody at head office drafts it and hands it in, another person there approves it,
 * and from its time on customers are shown it. What was in force is kept for ever.
 */
@Component
@Transactional
public class WritingConsentTexts {

    // how many stand by a version is a figure of the whole bank: hence not read-only, which would count within the
    // scope
    private static final String ROWS = """
            with current as (
                select version, effective_from from core.consent_text
                where status = 'APPROVED' and effective_from <= :now
                order by effective_from desc, approved_at desc limit 1)
            select t.version, t.title, t.body, t.status, t.effective_from, t.written_by, t.written_at, t.approved_by,
                t.approved_at, t.sent_back_by, t.sent_back_reason, t.revision,
                case when t.status <> 'APPROVED' then t.status
                    when t.effective_from > :now then 'COMING'
                    when t.version = current.version then 'IN_FORCE'
                    else 'FORMER' end as state,
                case when t.status = 'APPROVED' then
                    (select count(*) from core.consent c where c.version = t.version and c.withdrawn_at is null)
                    else 0 end as agreed
            from core.consent_text t left join current on true
            """;

    private final JdbcClient db;
    private final AuditLog audit;
    private final Clock clock;

    WritingConsentTexts(JdbcClient db, AuditLog audit, Clock clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is being written first, then by the time in force, the newest first. */
    public List<ConsentTextVersion> all() {
        return db.sql(
                        ROWS
                                + "order by t.status = 'APPROVED', t.effective_from desc nulls first, t.written_at desc, t.version")
                .param("now", Timestamp.from(clock.instant()))
                .query(WritingConsentTexts::read)
                .list();
    }

    public Optional<ConsentTextVersion> find(String version) {
        return db.sql(ROWS + "where t.version = :version")
                .param("now", Timestamp.from(clock.instant()))
                .param("version", version)
                .query(WritingConsentTexts::read)
                .optional();
    }

    /** Whether somebody of this scope may write and approve: the text is the whole bank's. */
    @Transactional(readOnly = true)
    public boolean mayWrite(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> true;
            case DataScope.Subtree(var institution) ->
                db.sql("select exists (select from core.institution where id = :id and parent_id is null)")
                        .param("id", institution.value())
                        .query(Boolean.class)
                        .single();
            case DataScope.OwnCustomers(var staff) -> false;
            case DataScope.Nothing() -> false;
        };
    }

    /**
     * Writes a new text.
     *
     * @param proposes whether it is handed in to be approved
     */
    public ConsentTextAnswer begin(ConsentTextDraft draft, boolean proposes, String by, DataScope scope) {
        if (!mayWrite(scope)) {
            return ConsentTextAnswer.NOT_HEAD_OFFICE;
        }
        int made = db.sql("""
                        insert into core.consent_text
                            (version, title, body, status, effective_from, written_by, written_at)
                        values (:version, :title, :body, :status, :from, :by, :now)
                        on conflict (version) do nothing
                        """)
                .param("version", draft.version())
                .param("title", draft.title())
                .param("body", draft.body())
                .param("status", status(proposes))
                .param("from", timestamp(draft.effectiveFrom()))
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return made == 0 ? ConsentTextAnswer.TAKEN : done(draft.version(), null, proposes ? "PROPOSED" : "DRAFTED");
    }

    /** Changes what is not approved yet; whoever changes it last counts as its writer. */
    public ConsentTextAnswer change(
            ConsentTextDraft draft, long revision, boolean proposes, String by, DataScope scope) {
        if (!mayWrite(scope)) {
            return ConsentTextAnswer.NOT_HEAD_OFFICE;
        }
        int changed = db.sql("""
                        update core.consent_text
                        set title = :title, body = :body, status = :status, effective_from = :from, written_by = :by,
                            written_at = :now, revision = revision + 1
                        where version = :version and revision = :revision and status in ('DRAFT', 'PROPOSED')
                        """)
                .param("title", draft.title())
                .param("body", draft.body())
                .param("status", status(proposes))
                .param("from", timestamp(draft.effectiveFrom()))
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("version", draft.version())
                .param("revision", revision)
                .update();
        return answer(changed, draft.version(), null, proposes ? "PROPOSED" : "CHANGED");
    }

    /** Approves what another person handed in. It comes into force at its time, and never before now. */
    public ConsentTextAnswer approve(String version, long revision, String by, DataScope scope) {
        if (!mayWrite(scope)) {
            return ConsentTextAnswer.NOT_HEAD_OFFICE;
        }
        if (find(version).filter(text -> text.writtenBy().equalsIgnoreCase(by)).isPresent()) {
            return ConsentTextAnswer.SAME_PERSON;
        }
        int approved = db.sql("""
                        update core.consent_text
                        set status = 'APPROVED', approved_by = :by, approved_at = :now,
                            effective_from = greatest(effective_from, :now), revision = revision + 1
                        where version = :version and revision = :revision and status = 'PROPOSED'
                        """)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("version", version)
                .param("revision", revision)
                .update();
        return answer(approved, version, null, "APPROVED");
    }

    /** Makes a draft again of what was handed in, or was approved and is not in force yet. One person may do so. */
    public ConsentTextAnswer sendBack(String version, long revision, String reason, String by, DataScope scope) {
        if (!mayWrite(scope)) {
            return ConsentTextAnswer.NOT_HEAD_OFFICE;
        }
        int sent = db.sql("""
                        update core.consent_text
                        set status = 'DRAFT', approved_by = null, approved_at = null, sent_back_by = :by,
                            sent_back_reason = :reason, revision = revision + 1
                        where version = :version and revision = :revision
                            and (status = 'PROPOSED' or status = 'APPROVED' and effective_from > :now)
                        """)
                .param("by", by)
                .param("reason", reason)
                .param("version", version)
                .param("revision", revision)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return answer(sent, version, reason, "SENT_BACK");
    }

    /** Deletes a draft; no customer has seen it. */
    public ConsentTextAnswer discard(String version, long revision, DataScope scope) {
        if (!mayWrite(scope)) {
            return ConsentTextAnswer.NOT_HEAD_OFFICE;
        }
        int gone = db.sql(
                        "delete from core.consent_text where version = :version and revision = :revision and status = 'DRAFT'")
                .param("version", version)
                .param("revision", revision)
                .update();
        return answer(gone, version, null, "DISCARDED");
    }

    private ConsentTextAnswer answer(int rows, String version, @Nullable String reason, String what) {
        return rows == 0 ? ConsentTextAnswer.CHANGED : done(version, reason, what);
    }

    private ConsentTextAnswer done(String version, @Nullable String reason, String what) {
        audit.record(
                AuditAction.CONSENT_TEXT_WRITTEN,
                new AuditSubject(AuditSubject.Kind.CONSENT_TEXT, version, null),
                reason,
                Map.of("what", what));
        return ConsentTextAnswer.DONE;
    }

    private static String status(boolean proposes) {
        return proposes ? "PROPOSED" : "DRAFT";
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static ConsentTextVersion read(ResultSet row, int number) throws SQLException {
        return new ConsentTextVersion(
                new ConsentText(row.getString("version"), row.getString("title"), row.getString("body")),
                ConsentTextVersion.State.valueOf(row.getString("state")),
                instant(row, "effective_from"),
                row.getString("written_by"),
                row.getTimestamp("written_at").toInstant(),
                row.getString("approved_by"),
                instant(row, "approved_at"),
                row.getString("sent_back_by"),
                row.getString("sent_back_reason"),
                row.getLong("revision"),
                row.getLong("agreed"));
    }
}
