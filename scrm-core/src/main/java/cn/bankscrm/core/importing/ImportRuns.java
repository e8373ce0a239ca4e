package cn.bankscrm.core.importing;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of imports. */
@Repository
class ImportRuns {

    private static final String COLUMNS = """
            id, kind, status, phase, percent, file_name, file_size, rows_read, rows_applied, rows_rejected, rows_new,
            rows_changed, note, failure, made, started_by, started_at, finished_at
            """;

    private final JdbcClient db;
    private final Clock clock;

    ImportRuns(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** What is needed to carry an import out. */
    record Ticket(ImportId id, ImportKind kind, String storedAs, long size, Optional<Charset> charset) {}

    /** A file that lies ready. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Stored(String name, String storedAs, long size, byte[] digest, Optional<Charset> charset) {}

    ImportId enter(ImportKind kind, Stored file, String node, String startedBy) {
        return new ImportId(db.sql("""
                        insert into core.import_run
                            (kind, status, phase, file_name, file_size, file_digest, charset, stored_as, node, started_by, started_at)
                        values (:kind, 'RUNNING', 'WAITING', :name, :size, :digest, :charset, :storedAs, :node, :startedBy, :now)
                        returning id
                        """)
                .param("kind", kind.key())
                .param("name", file.name())
                .param("size", file.size())
                .param("digest", file.digest())
                .param("charset", file.charset().map(Charset::name).orElse(null))
                .param("storedAs", file.storedAs())
                .param("node", node)
                .param("startedBy", startedBy)
                .param("now", now())
                .query(Long.class)
                .single());
    }

    /** Imports that this node has the files of and that are not at their end, the oldest first. */
    List<Ticket> open(String node) {
        return db.sql("""
                        select id, kind, stored_as, file_size, charset
                        from core.import_run
                        where node = :node and status = 'RUNNING'
                        order by id
                        """)
                .param("node", node)
                .query((row, n) -> new Ticket(
                        new ImportId(row.getLong("id")),
                        ImportKind.of(row.getString("kind")).orElseThrow(),
                        row.getString("stored_as"),
                        row.getLong("file_size"),
                        Optional.ofNullable(row.getString("charset")).map(Charset::forName)))
                .list();
    }

    Optional<ImportRun> find(ImportId id) {
        return db.sql("select " + COLUMNS + " from core.import_run where id = :id")
                .param("id", id.value())
                .query(ImportRuns::run)
                .optional();
    }

    List<ImportRun> latest(int atMost) {
        return db.sql("select " + COLUMNS + " from core.import_run order by id desc limit :atMost")
                .param("atMost", atMost)
                .query(ImportRuns::run)
                .list();
    }

    /** Begins from the beginning, whatever an earlier attempt came to. */
    void restart(ImportId id) {
        db.sql("delete from core.import_rejection where import_id = :id")
                .param("id", id.value())
                .update();
        progress(id, ImportPhase.READING, 0, 0, 0);
    }

    void progress(ImportId id, ImportPhase phase, int percent, long read, long rejected) {
        db.sql("""
                        update core.import_run
                        set phase = :phase, percent = :percent, rows_read = :read, rows_rejected = :rejected
                        where id = :id and status = 'RUNNING'
                        """)
                .param("phase", phase.name())
                .param("percent", percent)
                .param("read", read)
                .param("rejected", rejected)
                .param("id", id.value())
                .update();
    }

    void note(ImportId id, String note) {
        db.sql("update core.import_run set note = :note where id = :id")
                .param("note", note)
                .param("id", id.value())
                .update();
    }

    /** Locks the import till the end of the transaction. @return whether it is still open */
    boolean stillOpen(ImportId id) {
        return db.sql("select status = 'RUNNING' from core.import_run where id = :id for update")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    void done(ImportId id, long read, long rejected, Applied applied) {
        db.sql("""
                        update core.import_run
                        set status = 'DONE', phase = 'FINISHED', percent = 100, finished_at = :now,
                            rows_read = :read, rows_rejected = :rejected, rows_applied = :applied,
                            rows_new = :created, rows_changed = :changed, made = :made,
                            note = nullif(concat_ws('；', nullif(note, ''), :note::text), '')
                        where id = :id and status = 'RUNNING'
                        """)
                .param("now", now())
                .param("read", read)
                .param("rejected", rejected)
                .param("applied", read - rejected)
                .param("created", applied.created())
                .param("changed", applied.changed())
                .param("made", applied.made())
                .param("note", applied.note())
                .param("id", id.value())
                .update();
    }

    void failed(ImportId id, String failure) {
        db.sql("""
                        update core.import_run
                        set status = 'FAILED', phase = 'FINISHED', finished_at = :now, rows_applied = 0, failure = :failure
                        where id = :id and status = 'RUNNING'
                        """)
                .param("now", now())
                .param("failure", failure)
                .param("id", id.value())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ImportRun run(ResultSet row, int n) throws SQLException {
        return new ImportRun(
                new ImportId(row.getLong("id")),
                ImportKind.of(row.getString("kind")).orElseThrow(),
                ImportStatus.valueOf(row.getString("status")),
                ImportPhase.valueOf(row.getString("phase")),
                row.getInt("percent"),
                row.getString("file_name"),
                row.getLong("file_size"),
                row.getLong("rows_read"),
                row.getLong("rows_applied"),
                row.getLong("rows_rejected"),
                row.getLong("rows_new"),
                row.getLong("rows_changed"),
                Optional.ofNullable(row.getString("note")),
                Optional.ofNullable(row.getString("failure")),
                Optional.ofNullable(row.getString("made")),
                row.getString("started_by"),
                instant(row, "started_at").orElseThrow(),
                instant(row, "finished_at"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
