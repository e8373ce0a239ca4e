package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.core.audit.AuditAction;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes content: an institution's middle office keeps drafts, and submits them. What is submitted has passed the door
 * as a whole, and does not change until it is taken or sent back.
 */
@Component
@Transactional
public class ContentDrafts {

    private final JdbcClient db;
    private final ContentRows rows;
    private final ContentFiles files;
    private final LookAlikes lookAlikes;
    private final Interception door;
    private final ContentAudit audit;

    ContentDrafts(
            JdbcClient db,
            ContentRows rows,
            ContentFiles files,
            LookAlikes lookAlikes,
            Interception door,
            ContentAudit audit) {
        this.db = db;
        this.rows = rows;
        this.files = files;
        this.lookAlikes = lookAlikes;
        this.door = door;
        this.audit = audit;
    }

    public Saving begin(Writer writer, ContentKind kind, Manuscript manuscript) {
        List<Manuscript.Fault> faults = faults(writer, manuscript, manuscript.faultsOfADraft());
        if (!faults.isEmpty()) {
            return new Saving.Faulty(faults);
        }
        ContentId content = rows.begin(writer, kind);
        ContentVersionId id = rows.beginVersion(content, manuscript, writer.account());
        lookAlikes.remember(id, manuscript);
        audit.record(AuditAction.CONTENT_BEGUN, content, writer.institution(), id);
        return new Saving.Saved(content, id, 0);
    }

    /** @param version as it was when the writer opened it */
    public Saving save(Writer writer, ContentVersionId id, long version, Manuscript manuscript) {
        Optional<OpenVersion> held = ofWriter(writer, id);
        if (held.isEmpty()) {
            return new Saving.NotFound();
        }
        OpenVersion former = held.get();
        if (!former.state().isOpen() || former.version() != version) {
            return new Saving.Overtaken();
        }
        List<Manuscript.Fault> faults = faults(writer, manuscript, manuscript.faultsOfADraft());
        if (!faults.isEmpty()) {
            return new Saving.Faulty(faults);
        }
        if (manuscript.equals(former.manuscript())) {
            return new Saving.Saved(former.content(), id, version);
        }
        rows.write(id, manuscript, writer.account());
        lookAlikes.remember(id, manuscript);
        audit.record(AuditAction.CONTENT_SAVED, former, null);
        return new Saving.Saved(former.content(), id, version + 1);
    }

    /** A draft that holds what the latest version holds. The one that is open already, where there is one. */
    public Saving beginVersion(Writer writer, ContentId content) {
        rows.hold(content);
        Optional<OpenVersion> latest = rows.latest(content)
                .flatMap(rows::find)
                .filter(found -> found.institution().equals(writer.institution()));
        if (latest.isEmpty()) {
            return new Saving.NotFound();
        }
        OpenVersion former = latest.get();
        if (former.state().isOpen() || former.state() == ContentState.SUBMITTED) {
            return new Saving.Saved(content, former.id(), former.version());
        }
        ContentVersionId id = rows.beginVersion(content, fromToday(former.manuscript()), writer.account());
        lookAlikes.remember(id, former.manuscript());
        audit.record(AuditAction.CONTENT_BEGUN, content, writer.institution(), id);
        return new Saving.Saved(content, id, 0);
    }

    /** What once began, begins again today, and does not end before that. */
    private Manuscript fromToday(Manuscript former) {
        LocalDate today = rows.today();
        return new Manuscript(
                former.title(),
                former.message(),
                former.variants(),
                former.body(),
                former.target(),
                former.interest(),
                former.segments(),
                today,
                former.validTo().filter(last -> !last.isBefore(today)));
    }

    /**
     * Hands the version, as it is kept, to a compliance officer.
     *
     * @param version as the writer saw it
     * @param warning the door's warning that the writer goes on after; null where there was none
     * @param reason why they go on
     * @throws cn.bankscrm.compliance.interception.DoorClosed when nothing can be screened
     */
    public Submission submit(
            Writer writer, ContentVersionId id, long version, @Nullable VerdictId warning, @Nullable String reason) {
        Optional<OpenVersion> held = ofWriter(writer, id);
        if (held.isEmpty()) {
            return new Submission.NotFound();
        }
        OpenVersion draft = held.get();
        if (!draft.state().isOpen() || draft.version() != version) {
            return new Submission.Overtaken();
        }
        List<Manuscript.Fault> faults = faultsOfSubmission(writer, draft);
        if (!faults.isEmpty()) {
            return new Submission.Faulty(faults);
        }
        ScreenedText text = ScreenedText.of(draft.manuscript());
        String why = reason == null ? "" : reason.strip();
        if (warning != null
                && !why.isEmpty()
                && door.goOn(warning, text.outgoing(draft.author())).isPresent()) {
            return submitted(writer, draft, warning, why);
        }
        Decision decision = door.screen(text.outgoing(draft.author()));
        return switch (decision.verdict()) {
            case PASS -> submitted(writer, draft, decision.id(), null);
            case WARN -> new Submission.Warned(decision.id(), text.spots(decision.hits()));
            case BLOCK -> {
                audit.record(AuditAction.CONTENT_BLOCKED, draft, null);
                yield new Submission.Blocked(text.spots(decision.hits()));
            }
        };
    }

    private Submission submitted(Writer writer, OpenVersion draft, VerdictId verdict, @Nullable String goOnReason) {
        db.sql("""
                        update engagement.content_version
                        set state = 'SUBMITTED', verdict_id = :verdict, verdict_at = :verdictAt, go_on_reason = :reason,
                            submitted_by = :by, submitted_at = :now, decided_by = null, decided_at = null,
                            decision_reason = null, version = version + 1
                        where id = :id
                        """)
                .param("verdict", verdict.number())
                .param("verdictAt", Timestamp.from(verdict.at()))
                .param("reason", goOnReason)
                .param("by", writer.account())
                .param("now", rows.now())
                .param("id", draft.id().value())
                .update();
        audit.record(AuditAction.CONTENT_SUBMITTED, draft, goOnReason);
        return new Submission.Submitted(verdict);
    }

    /** The writer wants to mend what waits to be checked. @return false when it does not wait, or is not theirs */
    public boolean takeBack(Writer writer, ContentVersionId id) {
        Optional<OpenVersion> waiting = ofWriter(writer, id).filter(held -> held.state() == ContentState.SUBMITTED);
        waiting.ifPresent(held -> {
            db.sql("""
                            update engagement.content_version set state = 'DRAFT', version = version + 1
                            where id = :id
                            """).param("id", id.value()).update();
            audit.record(AuditAction.CONTENT_TAKEN_BACK, held, null);
        });
        return waiting.isPresent();
    }

    private Optional<OpenVersion> ofWriter(Writer writer, ContentVersionId id) {
        return rows.hold(id).filter(held -> held.institution().equals(writer.institution()));
    }

    private List<Manuscript.Fault> faultsOfSubmission(Writer writer, OpenVersion draft) {
        Manuscript manuscript = draft.manuscript();
        List<Manuscript.Fault> faults = faults(writer, manuscript, manuscript.faultsOf(draft.kind(), rows.today()));
        boolean replaces = rows.published(draft.content()).isPresent();
        if (replaces && manuscript.validFrom().isAfter(rows.today())) {
            faults.add(Manuscript.Fault.BEGINS_AFTER_THE_OLD_ENDS);
        }
        return faults;
    }

    private List<Manuscript.Fault> faults(Writer writer, Manuscript manuscript, List<Manuscript.Fault> known) {
        List<Manuscript.Fault> faults = new ArrayList<>(known);
        if (!files.mayUse(writer.institution(), Body.files(manuscript.body()))) {
            faults.add(Manuscript.Fault.FILE_UNKNOWN);
        }
        return faults;
    }
}
