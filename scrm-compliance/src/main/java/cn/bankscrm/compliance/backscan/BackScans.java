package cn.bankscrm.compliance.backscan;

import cn.bankscrm.compliance.archive.ChatMessages;
import cn.bankscrm.compliance.lexicon.EntryId;
import cn.bankscrm.compliance.lexicon.KeptLine;
import cn.bankscrm.compliance.lexicon.LexiconQueries;
import cn.bankscrm.compliance.lexicon.LexiconVersion;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Back-scans as officers see and steer them. */
@Component
@Transactional
public class BackScans {

    private final JdbcClient db;
    private final LexiconQueries lexicon;
    private final ChatMessages archive;
    private final AuditLog audit;
    private final Clock clock;

    BackScans(JdbcClient db, LexiconQueries lexicon, ChatMessages archive, AuditLog audit, Clock clock) {
        this.db = db;
        this.lexicon = lexicon;
        this.archive = archive;
        this.audit = audit;
        this.clock = clock;
    }

    /** The entries that a published version brought: those that the one published before it does not have. */
    public List<KeptLine> brought(VersionNumber version) {
        Optional<Instant> from = lexicon.version(version).map(LexiconVersion::effectiveFrom);
        if (from.isEmpty()) {
            return List.of();
        }
        return lexicon.versions().stream()
                .filter(other -> other.effectiveFrom() != null
                        && !other.number().equals(version)
                        && Objects.requireNonNull(other.effectiveFrom()).isBefore(from.get()))
                .max(Comparator.comparing(other -> Objects.requireNonNull(other.effectiveFrom())))
                .map(before -> lexicon.difference(before.number(), version).added())
                .orElseGet(() -> lexicon.lines(version));
    }

    /**
     * Has them looked for in everything that is archived now; what comes later is screened as it comes.
     *
     * @param since messages before this are left out; null: none are
     * @return empty when the version brought nothing, is not in force yet, or is being looked for already
     */
    public Optional<Long> begin(VersionNumber version, @Nullable Instant since, String by) {
        List<KeptLine> lines = brought(version);
        boolean inForce = lexicon.version(version)
                .map(LexiconVersion::effectiveFrom)
                .filter(from -> !from.isAfter(clock.instant()))
                .isPresent();
        if (lines.isEmpty() || !inForce) {
            return Optional.empty();
        }
        Optional<Long> id = db.sql("""
                        insert into compliance.back_scan (version, entry_ids, since, until_place, asked_by, asked_at, moved_at)
                        values (:version, :entries, :since, :until, :by, :now, :now)
                        on conflict (version) where state <> 'DONE' do nothing
                        returning id
                        """)
                .param("version", version.value())
                .param(
                        "entries",
                        lines.stream().map(KeptLine::id).map(EntryId::value).toArray(Long[]::new))
                .param("since", Optional.ofNullable(since).map(Timestamp::from).orElse(null))
                .param("until", archive.lastPlace())
                .param("by", by)
                .param("now", now())
                .query(Long.class)
                .optional();
        id.ifPresent(made -> record(version, Map.of("backScan", made, "entries", lines.size(), "step", "BEGUN")));
        return id;
    }

    /** @return false when it does not run */
    public boolean pause(long id) {
        return moves(id, "RUNNING", "PAUSED");
    }

    /** @return false when it is not paused */
    public boolean resume(long id) {
        return moves(id, "PAUSED", "RUNNING");
    }

    private boolean moves(long id, String from, String to) {
        Optional<Integer> version = db.sql("""
                        update compliance.back_scan set state = :to, moved_at = :now
                        where id = :id and state = :from returning version
                        """)
                .param("to", to)
                .param("now", now())
                .param("id", id)
                .param("from", from)
                .query(Integer.class)
                .optional();
        version.ifPresent(number -> record(new VersionNumber(number), Map.of("backScan", id, "step", to)));
        return version.isPresent();
    }

    public Optional<BackScan> find(long id) {
        return db.sql("select * from compliance.back_scan where id = :id")
                .param("id", id)
                .query((row, n) -> backScan(row))
                .optional();
    }

    /** Those of a version, newest first. */
    public List<BackScan> of(VersionNumber version) {
        return db.sql("select * from compliance.back_scan where version = :version order by id desc")
                .param("version", version.value())
                .query((row, n) -> backScan(row))
                .list();
    }

    /** The newest of all. */
    public List<BackScan> newest(int most) {
        return db.sql("select * from compliance.back_scan order by id desc limit :most")
                .param("most", most)
                .query((row, n) -> backScan(row))
                .list();
    }

    private static BackScan backScan(ResultSet row) throws SQLException {
        BackScan.State state = BackScan.State.valueOf(row.getString("state"));
        long total = row.getLong("until_place");
        long place = row.getLong("place");
        long read = row.getLong("read");
        long worked = row.getLong("worked_ms");
        return new BackScan(
                row.getLong("id"),
                new VersionNumber(row.getInt("version")),
                ((Long[]) row.getArray("entry_ids").getArray()).length,
                instant(row.getTimestamp("since")),
                state,
                total,
                // places of messages that were deleted are passed over as well
                state == BackScan.State.DONE ? read : Math.max(read, place),
                row.getLong("screened"),
                row.getLong("found"),
                row.getLong("raised"),
                Objects.requireNonNull(row.getString("asked_by")),
                row.getTimestamp("asked_at").toInstant(),
                instant(row.getTimestamp("finished_at")),
                state == BackScan.State.RUNNING && place > 0 && worked > 0
                        ? Optional.of(Duration.ofMillis((long) ((double) worked / place * (total - place))))
                        : Optional.empty());
    }

    private static Optional<Instant> instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private void record(VersionNumber version, Map<String, ?> details) {
        audit.record(
                AuditAction.BACK_SCAN_CHANGED,
                new AuditSubject(AuditSubject.Kind.LEXICON, version.toString(), null),
                null,
                details);
    }
}
