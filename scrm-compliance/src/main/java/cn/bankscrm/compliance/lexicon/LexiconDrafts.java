package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.lexicon.LexiconVersion.Status;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the lexicon: one person drafts a version and submits it, from when on it does not change; another publishes
 * it. The database refuses to publish one's own draft, and to change what was submitted.
 */
@Component
@Transactional
public class LexiconDrafts {

    private final JdbcClient db;
    private final LexiconRows rows;
    private final LexiconQueries queries;
    private final AuditLog audit;
    private final Clock clock;

    LexiconDrafts(JdbcClient db, LexiconRows rows, LexiconQueries queries, AuditLog audit, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.queries = queries;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A version that holds these lines and no others, submitted at once.
     *
     * @param note what changes and why, in the author's words
     * @param author account or API client
     */
    public VersionNumber draft(Collection<LexiconLine> lines, String note, String author) {
        VersionNumber draft = begin(note, author);
        rows.fill(draft, lines);
        moves(draft, Status.DRAFT, Status.SUBMITTED);
        record(AuditAction.LEXICON_DRAFTED, draft, note, Map.of("entries", lines.size(), "author", author));
        return draft;
    }

    /** A draft to work on, which holds these lines. */
    public VersionNumber begin(Collection<LexiconLine> lines, String note, String author) {
        VersionNumber draft = begin(note, author);
        rows.fill(draft, lines);
        record(AuditAction.LEXICON_DRAFTED, draft, note, Map.of("entries", lines.size(), "author", author));
        return draft;
    }

    /**
     * A draft to work on, which holds what a former version held: published as it is, it rolls back to that.
     *
     * @param former null: begins with nothing
     */
    public VersionNumber draftLike(@Nullable VersionNumber former, String note, String author) {
        VersionNumber draft = begin(note, author);
        if (former != null) {
            rows.copy(former, draft);
        }
        record(
                AuditAction.LEXICON_DRAFTED,
                draft,
                note,
                former == null ? Map.of("author", author) : Map.of("author", author, "like", former.value()));
        return draft;
    }

    /** The lexicon is the whole bank's: people of head office write it. */
    public boolean mayWrite(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> true;
            case DataScope.Subtree(var institution) ->
                db.sql("select exists (select from core.pub_institution where id = :id and parent_id is null)")
                        .param("id", institution.value())
                        .query(Boolean.class)
                        .single();
            case DataScope.OwnCustomers(var staff) -> false;
            case DataScope.Nothing() -> false;
        };
    }

    private VersionNumber begin(String note, String author) {
        return db.sql("""
                        insert into compliance.lexicon_version (status, note, author, created_at)
                        values ('DRAFT', :note, :author, :now)
                        returning number
                        """)
                .param("note", note)
                .param("author", author)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, n) -> new VersionNumber(row.getInt("number")))
                .single();
    }

    /**
     * Puts a line into a draft.
     *
     * @param instead the entry that it replaces; null: none
     * @return false when it is no draft of this author
     */
    public boolean put(VersionNumber draft, LexiconLine line, @Nullable EntryId instead, String author) {
        if (!isDraftOf(draft, author)) {
            return false;
        }
        if (instead != null) {
            rows.remove(draft, instead);
        }
        rows.fill(draft, List.of(line));
        return true;
    }

    /** @return false when it is no draft of this author */
    public boolean remove(VersionNumber draft, EntryId entry, String author) {
        boolean own = isDraftOf(draft, author);
        if (own) {
            rows.remove(draft, entry);
        }
        return own;
    }

    /**
     * The draft is ready to be looked at by a second person.
     *
     * @return false when it is no draft of this author, or holds nothing
     */
    public boolean submit(VersionNumber draft, String author) {
        boolean ready = isDraftOf(draft, author)
                && queries.version(draft)
                        .filter(version -> version.entries() > 0)
                        .isPresent()
                && moves(draft, Status.DRAFT, Status.SUBMITTED);
        if (ready) {
            record(AuditAction.LEXICON_SUBMITTED, draft, null, Map.of());
        }
        return ready;
    }

    /** Back to its author, to be worked on. @return false when nobody had submitted it */
    public boolean sendBack(VersionNumber version, String reason) {
        boolean back = moves(version, Status.SUBMITTED, Status.DRAFT);
        if (back) {
            record(AuditAction.LEXICON_SENT_BACK, version, reason, Map.of());
        }
        return back;
    }

    /** The draft will not be published. @return false when it is none */
    public boolean drop(VersionNumber draft) {
        boolean dropped = moves(draft, Status.DRAFT, Status.DROPPED) || moves(draft, Status.SUBMITTED, Status.DROPPED);
        if (dropped) {
            record(AuditAction.LEXICON_DROPPED, draft, null, Map.of());
        }
        return dropped;
    }

    private boolean isDraftOf(VersionNumber draft, String author) {
        return db.sql("""
                        select number from compliance.lexicon_version
                        where number = :number and status = 'DRAFT' and lower(author) = lower(:author)
                        for update
                        """)
                .param("number", draft.value())
                .param("author", author)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private boolean moves(VersionNumber version, Status from, Status to) {
        return db.sql("update compliance.lexicon_version set status = :to where number = :number and status = :from")
                        .param("to", to.name())
                        .param("number", version.value())
                        .param("from", from.name())
                        .update()
                == 1;
    }

    /**
     * A second person lets the draft come into force.
     *
     * @param effectiveFrom null: at once
     * @param publisher account or API client
     */
    public Publication publish(VersionNumber number, @Nullable Instant effectiveFrom, String publisher) {
        // one at a time, so that versions come into force in the order in which they were published
        db.sql("lock table compliance.lexicon_version in share row exclusive mode")
                .update();
        Optional<LexiconVersion> found = queries.version(number);
        if (found.isEmpty() || found.get().status() != Status.SUBMITTED) {
            return new Publication.NoDraft();
        }
        if (found.get().author().equalsIgnoreCase(publisher)) {
            return new Publication.SamePerson();
        }
        Instant now = clock.instant();
        Instant earliest = latest().filter(now::isBefore).orElse(now);
        Instant from = Optional.ofNullable(effectiveFrom).orElse(earliest);
        if (from.isBefore(earliest)) {
            return new Publication.TooEarly(earliest);
        }
        List<KeptLine> lines = queries.lines(number);
        if (lines.isEmpty()) {
            return new Publication.Empty();
        }
        try {
            Screener.of(new Lexicon(
                    number.toString(),
                    lines.stream().map(kept -> kept.line().entry()).toList()));
        } catch (UnsuitableLexicon unsuitable) {
            return new Publication.Unsuitable(unsuitable.faults());
        }
        db.sql("""
                        update compliance.lexicon_version
                        set status = 'PUBLISHED', publisher = :publisher, published_at = :now, effective_from = :from
                        where number = :number
                        """)
                .param("publisher", publisher)
                .param("now", Timestamp.from(now))
                .param("from", Timestamp.from(from))
                .param("number", number.value())
                .update();
        record(
                AuditAction.LEXICON_PUBLISHED,
                number,
                found.get().note(),
                Map.of("entries", lines.size(), "effectiveFrom", from.toString()));
        return new Publication.Published(from);
    }

    private Optional<Instant> latest() {
        return db.sql(
                        "select effective_from from compliance.lexicon_version where status = 'PUBLISHED' order by 1 desc limit 1")
                .query((row, n) -> row.getTimestamp("effective_from").toInstant())
                .optional();
    }

    private void record(AuditAction action, VersionNumber version, @Nullable String reason, Map<String, ?> details) {
        audit.record(action, new AuditSubject(AuditSubject.Kind.LEXICON, version.toString(), null), reason, details);
    }
}
