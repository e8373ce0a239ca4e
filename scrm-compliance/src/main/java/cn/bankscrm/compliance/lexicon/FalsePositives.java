package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Hits that were none (误报): each proposes a safe context, which somebody takes into a draft or dismisses. */
@Component
@Transactional
public class FalsePositives {

    private static final int LONGEST = 64;

    private final JdbcClient db;
    private final LexiconRows rows;
    private final LexiconQueries queries;
    private final LexiconDrafts drafts;
    private final Clock clock;

    FalsePositives(JdbcClient db, LexiconRows rows, LexiconQueries queries, LexiconDrafts drafts, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.queries = queries;
        this.drafts = drafts;
        this.clock = clock;
    }

    /** What became of a wish. */
    public enum Outcome {
        DONE,
        /** There is no such entry or proposal, or somebody has decided it meanwhile. */
        GONE,
        /** The phrase has no letters, or too many. */
        UNSUITABLE,
        /** The entry does not hit in the phrase. */
        NO_HIT,
        /** With it the entry would hit nowhere. */
        HITS_NOWHERE,
        /** The draft is another's, or holds no such entry. */
        NOT_IN_DRAFT
    }

    public Outcome propose(EntryId entry, String phrase, String by) {
        Optional<LexiconEntry> known = rows.find(entry).map(kept -> kept.line().entry());
        if (known.isEmpty()) {
            return Outcome.GONE;
        }
        Outcome outcome = judge(known.get(), phrase);
        if (outcome == Outcome.DONE) {
            db.sql("""
                            insert into compliance.safe_context_proposal (entry_id, phrase, proposed_by, proposed_at)
                            values (:entry, :phrase, :by, :now)
                            on conflict do nothing
                            """)
                    .param("entry", entry.value())
                    .param("phrase", phrase)
                    .param("by", by)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
        return outcome;
    }

    private static Outcome judge(LexiconEntry entry, String phrase) {
        if (phrase.isBlank() || phrase.length() > LONGEST || phrase.indexOf('|') >= 0) {
            return Outcome.UNSUITABLE;
        }
        try {
            return switch (ContextFit.faults(List.of(entry.safeIn(List.of(phrase))))
                    .get(0)) {
                case CONTEXT_WITHOUT_TERM -> Outcome.NO_HIT;
                case CONTEXT_IS_TERM -> Outcome.HITS_NOWHERE;
                case null, default -> Outcome.DONE;
            };
        } catch (UnsuitableLexicon unsuitable) {
            return Outcome.UNSUITABLE;
        }
    }

    /** Those that nobody has decided, the oldest first. */
    public List<SafeContextProposal> open() {
        return db.sql("""
                        select id, entry_id, phrase, proposed_by, proposed_at
                        from compliance.safe_context_proposal
                        where state = 'OPEN'
                        order by id
                        """)
                .query((row, n) -> new SafeContextProposal(
                        row.getLong("id"),
                        rows.find(new EntryId(row.getLong("entry_id"))).orElseThrow(),
                        Objects.requireNonNull(row.getString("phrase")),
                        Objects.requireNonNull(row.getString("proposed_by")),
                        row.getTimestamp("proposed_at").toInstant()))
                .list();
    }

    /** Gives the phrase to the entry in a draft of this author, or to the entry that took its place there. */
    public Outcome take(long proposal, VersionNumber draft, String author) {
        Optional<SafeContextProposal> found =
                open().stream().filter(open -> open.id() == proposal).findFirst();
        if (found.isEmpty()) {
            return Outcome.GONE;
        }
        List<KeptLine> same = queries.lines(draft).stream()
                .filter(kept -> kept.line()
                        .entry()
                        .phrase()
                        .equals(found.get().line().line().entry().phrase()))
                .toList();
        boolean taken = false;
        for (KeptLine kept : same) {
            List<String> contexts = new ArrayList<>(kept.line().entry().safeContexts());
            contexts.add(found.get().phrase());
            LexiconLine safer = new LexiconLine(
                    kept.line().entry().safeIn(contexts.stream().distinct().toList()),
                    kept.line().ground(),
                    kept.line().validFrom(),
                    kept.line().validTo());
            taken |= drafts.put(draft, safer, kept.id(), author);
        }
        return taken ? decide(proposal, "TAKEN", author) : Outcome.NOT_IN_DRAFT;
    }

    public Outcome dismiss(long proposal, String by) {
        return decide(proposal, "DISMISSED", by);
    }

    private Outcome decide(long proposal, String state, String by) {
        int decided = db.sql("""
                        update compliance.safe_context_proposal
                        set state = :state, decided_by = :by, decided_at = :now
                        where id = :id and state = 'OPEN'
                        """)
                .param("state", state)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", proposal)
                .update();
        return decided == 1 ? Outcome.DONE : Outcome.GONE;
    }
}
