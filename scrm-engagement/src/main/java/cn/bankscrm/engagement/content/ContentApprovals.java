package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The second person: a compliance officer lets a version be published, or sends it back. What was screened by an older
 * lexicon is screened again at that moment.
 */
@Component
@Transactional
public class ContentApprovals {

    private final JdbcClient db;
    private final ContentRows rows;
    private final Interception door;
    private final ContentAudit audit;

    ContentApprovals(JdbcClient db, ContentRows rows, Interception door, ContentAudit audit) {
        this.db = db;
        this.rows = rows;
        this.door = door;
        this.audit = audit;
    }

    /**
     * Publishes a version; one that was published before is replaced in the same transaction.
     *
     * @param version as the officer saw it
     * @param warning the door's new warning that the officer goes on after; null where there was none
     * @param reason why they go on
     * @throws cn.bankscrm.compliance.interception.DoorClosed when nothing can be screened
     */
    public Approval approve(
            Checker checker, ContentVersionId id, long version, @Nullable VerdictId warning, @Nullable String reason) {
        Optional<OpenVersion> held = rows.hold(id).filter(found -> covers(checker.scope(), found.institution()));
        if (held.isEmpty()) {
            return new Approval.NotFound();
        }
        OpenVersion waiting = held.get();
        if (waiting.state() != ContentState.SUBMITTED || waiting.version() != version) {
            return new Approval.Overtaken();
        }
        if (isSubmitter(checker, waiting)) {
            return new Approval.SamePerson();
        }
        if (waiting.manuscript()
                .validTo()
                .filter(last -> last.isBefore(rows.today()))
                .isPresent()) {
            return new Approval.AlreadyOver();
        }
        ScreenedText text = ScreenedText.of(waiting.manuscript());
        Outgoing outgoing = text.outgoing(waiting.author());
        if (waiting.verdict()
                .flatMap(verdict -> door.stillCleared(verdict, outgoing))
                .isPresent()) {
            return published(checker, waiting, waiting.verdict().orElseThrow(), null);
        }
        String why = reason == null ? "" : reason.strip();
        if (warning != null && !why.isEmpty() && door.goOn(warning, outgoing).isPresent()) {
            return published(checker, waiting, warning, why);
        }
        Decision decision = door.screen(outgoing);
        return switch (decision.verdict()) {
            case PASS -> published(checker, waiting, decision.id(), null);
            case WARN -> new Approval.Warned(decision.id(), text.spots(decision.hits()));
            case BLOCK -> {
                audit.record(AuditAction.CONTENT_BLOCKED, waiting, null);
                yield new Approval.Blocked(text.spots(decision.hits()));
            }
        };
    }

    private Approval published(Checker checker, OpenVersion waiting, VerdictId verdict, @Nullable String goOnReason) {
        db.sql("""
                        update engagement.content_version
                        set state = 'REPLACED', ended_by = :by, ended_at = :now, version = version + 1
                        where content_id = :content and state = 'PUBLISHED'
                        """)
                .param("by", checker.account())
                .param("now", rows.now())
                .param("content", waiting.content().value())
                .update();
        db.sql("""
                        update engagement.content_version
                        set state = 'PUBLISHED', verdict_id = :verdict, verdict_at = :verdictAt,
                            go_on_reason = coalesce(:reason, go_on_reason), decided_by = :by, decided_at = :now,
                            version = version + 1
                        where id = :id
                        """)
                .param("verdict", verdict.number())
                .param("verdictAt", Timestamp.from(verdict.at()))
                .param("reason", goOnReason)
                .param("by", checker.account())
                .param("now", rows.now())
                .param("id", waiting.id().value())
                .update();
        audit.record(AuditAction.CONTENT_PUBLISHED, waiting, goOnReason);
        return new Approval.Published();
    }

    /**
     * Back to its author, to be mended. A person may not send back what they submitted themselves.
     *
     * @return false when it does not wait any more, was submitted by the same person, or lies outside their scope
     */
    public boolean sendBack(Checker checker, ContentVersionId id, long version, String reason) {
        Optional<OpenVersion> waiting = rows.hold(id)
                .filter(held -> covers(checker.scope(), held.institution()))
                .filter(held -> held.state() == ContentState.SUBMITTED && held.version() == version)
                .filter(held -> !isSubmitter(checker, held));
        waiting.ifPresent(held -> {
            db.sql("""
                            update engagement.content_version
                            set state = 'SENT_BACK', decided_by = :by, decided_at = :now, decision_reason = :reason,
                                version = version + 1
                            where id = :id
                            """)
                    .param("by", checker.account())
                    .param("now", rows.now())
                    .param("reason", reason)
                    .param("id", id.value())
                    .update();
            audit.record(AuditAction.CONTENT_SENT_BACK, held, reason);
        });
        return waiting.isPresent();
    }

    private static boolean isSubmitter(Checker checker, OpenVersion waiting) {
        return waiting.submittedBy()
                .filter(submitter -> submitter.equalsIgnoreCase(checker.account()))
                .isPresent();
    }

    private boolean covers(DataScope scope, InstitutionId institution) {
        return covers(db, scope, institution);
    }

    /** Whether an institution lies in a scope of institutions. */
    static boolean covers(JdbcClient db, DataScope scope, InstitutionId institution) {
        return switch (scope) {
            case DataScope.WholeBank() -> true;
            case DataScope.Subtree(var root) ->
                db.sql("""
                                select exists (
                                    select from core.pub_institution_path
                                    where ancestor_id = :root and institution_id = :institution)
                                """)
                        .param("root", root.value())
                        .param("institution", institution.value())
                        .query(Boolean.class)
                        .single();
            case DataScope.OwnCustomers(var staff) -> false;
            case DataScope.Nothing() -> false;
        };
    }
}
