package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.sync.SyncProgress.Status;
import cn.bankscrm.core.sync.SyncReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of runs. The node that holds a run's lease works on it; when the lease runs out, any node may take it up.
 * What a node stores after it lost the lease is refused.
 */
@Component
class SyncRuns {

    /** A step, with its calls of WeCom, is shorter. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString();

    SyncRuns(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** @return whether there is a new run now; not while one runs */
    @Transactional
    public boolean begin(Kind kind, String startedBy) {
        return db.sql("""
                        insert into wecom.sync_run (kind, status, phase, position, report, started_by, started_at)
                        values (:kind, 'RUNNING', 'DEPARTMENTS', :position::jsonb, :report::jsonb, :by, :now)
                        on conflict do nothing
                        """)
                        .param("kind", kind.name())
                        .param("position", JSON.writeValueAsString(SyncPosition.start()))
                        .param("report", JSON.writeValueAsString(SyncReport.empty()))
                        .param("by", startedBy)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    Optional<SyncProgress> latest() {
        return db.sql("""
                        select id, kind, status, phase, done, total, started_at, finished_at, failure, report
                        from wecom.sync_run
                        order by id desc
                        limit 1
                        """).query((row, n) -> progress(row)).optional();
    }

    /** Whether a first sync is still owed: none ran to its end, and none is at it. */
    boolean isOwed() {
        return db.sql("select not exists (select from wecom.sync_run where status in ('RUNNING', 'DONE'))")
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /** When the first run came to its end: what happened before, the platform need not know; empty before that. */
    Optional<Instant> inLineSince() {
        return db.sql("select finished_at from wecom.sync_run where status = 'DONE' order by id limit 1")
                .query((row, n) -> row.getTimestamp("finished_at").toInstant())
                .optional();
    }

    /** Takes the lease of a run that nobody works on. */
    @Transactional
    public Optional<SyncRun> claim() {
        return db.sql("""
                        update wecom.sync_run r
                        set lease_until = :until, leased_by = :node
                        where r.status = 'RUNNING' and (r.lease_until is null or r.lease_until <= :now)
                        returning r.id, r.kind, r.phase, r.position, r.done, r.total, r.report,
                                  not exists (select from wecom.sync_run e where e.status = 'DONE') as first
                        """)
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .param("now", Timestamp.from(clock.instant()))
                .param("node", node)
                .query((row, n) -> run(row))
                .optional();
    }

    /**
     * Stores how far the run is and prolongs the lease; to be called in the transaction of the step's data.
     *
     * @throws LostLease when another node has taken over
     */
    @Transactional
    public SyncRun save(SyncRun run) {
        int saved = db.sql("""
                        update wecom.sync_run
                        set phase = :phase,
                            position = :position::jsonb,
                            done = :done,
                            total = :total,
                            report = :report::jsonb,
                            failure = null,
                            lease_until = :until
                        where id = :id and status = 'RUNNING' and leased_by = :node
                        """)
                .param("phase", run.phase().name())
                .param("position", JSON.writeValueAsString(run.position()))
                .param("done", run.done())
                .param("total", run.total())
                .param("report", JSON.writeValueAsString(run.report()))
                .param("until", Timestamp.from(clock.instant().plus(LEASE)))
                .param("id", run.id())
                .param("node", node)
                .update();
        return kept(run, saved);
    }

    /**
     * Keeps the lease while the run has to wait.
     *
     * @param reason shown with the run's progress
     * @throws LostLease when another node has taken over
     */
    @Transactional
    public void waiting(SyncRun run, Duration time, String reason) {
        kept(
                run,
                db.sql("""
                                update wecom.sync_run
                                set lease_until = :until, failure = :reason
                                where id = :id and status = 'RUNNING' and leased_by = :node
                                """)
                        .param(
                                "until",
                                Timestamp.from(clock.instant().plus(LEASE).plus(time)))
                        .param("reason", reason)
                        .param("id", run.id())
                        .param("node", node)
                        .update());
    }

    /** Lets go of the run, so that another node, or this one when it is back, goes on at once. */
    @Transactional
    public void release(SyncRun run) {
        db.sql("update wecom.sync_run set lease_until = null where id = :id and leased_by = :node")
                .param("id", run.id())
                .param("node", node)
                .update();
    }

    /** @throws LostLease when another node has taken over */
    @Transactional
    public void end(SyncRun run, @Nullable String failure) {
        kept(
                run,
                db.sql("""
                                update wecom.sync_run
                                set status = :status, failure = :failure, finished_at = :now, lease_until = null
                                where id = :id and status = 'RUNNING' and leased_by = :node
                                """)
                        .param("status", (failure == null ? Status.DONE : Status.FAILED).name())
                        .param("failure", failure)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("id", run.id())
                        .param("node", node)
                        .update());
    }

    private static SyncRun kept(SyncRun run, int rows) {
        if (rows == 0) {
            throw new LostLease(run.id());
        }
        return run;
    }

    private static SyncRun run(ResultSet row) throws SQLException {
        return new SyncRun(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                row.getBoolean("first"),
                Phase.valueOf(row.getString("phase")),
                JSON.readValue(row.getString("position"), SyncPosition.class),
                row.getInt("done"),
                row.getInt("total"),
                JSON.readValue(row.getString("report"), SyncReport.class));
    }

    private static SyncProgress progress(ResultSet row) throws SQLException {
        Timestamp finished = row.getTimestamp("finished_at");
        Instant finishedAt = finished == null ? null : finished.toInstant();
        return new SyncProgress(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                Status.valueOf(row.getString("status")),
                Phase.valueOf(row.getString("phase")),
                row.getInt("done"),
                row.getInt("total"),
                row.getTimestamp("started_at").toInstant(),
                finishedAt,
                row.getString("failure"),
                JSON.readValue(row.getString("report"), SyncReport.class));
    }
}
