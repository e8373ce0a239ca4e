package cn.bankscrm.core.importing;

import cn.bankscrm.core.importing.FilePass.Batch;
import cn.bankscrm.core.importing.FilePass.Rejected;
import cn.bankscrm.core.importing.ImportRuns.Ticket;
import java.io.IOException;
import java.nio.charset.Charset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carries out one import from its beginning to its end.
 *
 * <p>Rows are staged and checked on a connection of their own that holds the lock of the kind, so that one file of a
 * kind is under way in the whole bank; a process that dies gives the lock back with its connection. Everything that
 * counts happens in one transaction at the end, together with the import's own end: an import that is begun again after
 * a crash has either been applied, and says so, or has left no trace.
 */
@Component
class CarryingOutImports {

    /** First half of the advisory locks' key; the second is made of the kind. */
    private static final int LOCKS = 0x494d50;

    private final DataSource dataSource;
    private final JdbcClient db;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final EncryptedFiles files;
    private final ImportRuns runs;
    private final Rejections rejections;
    private final Map<ImportKind, ImportFormat> formats = new EnumMap<>(ImportKind.class);

    CarryingOutImports(
            DataSource dataSource,
            JdbcTemplate batches,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            EncryptedFiles files,
            ImportRuns runs,
            Rejections rejections,
            List<ImportFormat> formats) {
        this.dataSource = dataSource;
        this.db = JdbcClient.create(batches);
        this.batches = batches;
        this.transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.files = files;
        this.runs = runs;
        this.rejections = rejections;
        formats.forEach(format -> this.formats.put(format.kind(), format));
    }

    /** Removes what imports left that ended while their process died. */
    void tidy() {
        Stage.dropEnded(db);
    }

    /** @return false when another file of this kind is under way; to be tried again later */
    boolean carryOut(Ticket ticket) throws SQLException, IOException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            JdbcClient own = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            if (!lock(own, "pg_try_advisory_lock", ticket.kind())) {
                return false;
            }
            try {
                own.sql("set work_mem = '64MB'").update();
                if (runs.find(ticket.id())
                        .filter(run -> run.status() == ImportStatus.RUNNING)
                        .isPresent()) {
                    attempt(ticket, connection, own);
                }
                files.delete(ticket.storedAs());
            } finally {
                if (!connection.isClosed()) {
                    Stage.dropAll(own, ticket.id());
                    own.sql("reset work_mem").update();
                    lock(own, "pg_advisory_unlock", ticket.kind());
                }
            }
            return true;
        }
    }

    private static boolean lock(JdbcClient own, String function, ImportKind kind) {
        return own.sql("select " + function + "(:class, :kind)")
                .param("class", LOCKS)
                .param("kind", kind.key().hashCode())
                .query(Boolean.class)
                .single();
    }

    private void attempt(Ticket ticket, Connection connection, JdbcClient own) throws IOException {
        ImportFormat format = formats.get(ticket.kind());
        if (format == null) {
            throw new IllegalStateException("No format for " + ticket.kind());
        }
        runs.restart(ticket.id());
        Stage.dropAll(own, ticket.id());
        Stage stage = new Stage(
                own, Stage.prefix(ticket.id()) + UUID.randomUUID().toString().substring(0, 8) + "_");
        Progress progress = new Progress(runs, ticket.id());
        try {
            if (ticket.size() == 0) {
                throw new BrokenFile(1, "", "文件是空的");
            }
            Charset charset =
                    ticket.charset().orElseThrow(() -> new BrokenFile(1, "", "不是文本文件；电子表格请另存为「CSV UTF-8」再上传"));
            FilePass file = new FilePass(files, ticket.storedAs(), ticket.size(), charset, format, connection);
            runs.note(ticket.id(), file.header().note());
            stage.create(format.stagedColumns());
            read(ticket, format, stage, file, progress);
            check(ticket, format, stage, file, progress);
            if (format.everyRowOrNone() && progress.rejected() > 0) {
                throw new BrokenFile(0, "", progress.rejected() + " 行有误；此类文件须每行都对才导入，没有导入任何数据");
            }
            if (progress.rejected() * 2 > progress.read()) {
                throw new BrokenFile(0, "", "超过一半的行有误（" + progress.rejected() + " / " + progress.read() + "），没有导入任何数据");
            }
            progress.at(ImportPhase.WRITING, 60);
            format.prepare(stage, file);
            apply(ticket, format, stage, progress);
        } catch (BrokenFile e) {
            progress.write();
            fail(ticket.id(), e.fault());
        }
    }

    /** Gives an import up: what was wrong is told, nothing else changes. */
    void fail(ImportId id, RowFault fault) {
        if (fault.line() > 0) {
            rejections.enter(id, fault);
        }
        String where = fault.line() > 0 ? "第 " + fault.line() + " 行" : "";
        String column = fault.column().isEmpty() ? "" : "「" + fault.column() + "」列";
        runs.failed(id, where + column + (where.isEmpty() && column.isEmpty() ? "" : "：") + fault.reason());
    }

    private void read(Ticket ticket, ImportFormat format, Stage stage, FilePass file, Progress progress)
            throws IOException {
        progress.at(ImportPhase.READING, 0);
        RowChecks checks = new RowChecks(format);
        file.copy(
                stage.named("{rows}"),
                line -> true,
                (row, out) -> {
                    List<RowFault> faults = checks.faults(row);
                    if (faults.isEmpty()) {
                        format.stage(row, out);
                    }
                    return faults;
                },
                (batch, share) -> {
                    keep(ticket.id(), format, stage, batch);
                    progress.read(batch.rows(), batch.rejected().size(), (int) (share * 45));
                });
        stage.update("analyze {rows}");
    }

    private void keep(ImportId id, ImportFormat format, Stage stage, Batch batch) {
        if (batch.rejected().isEmpty()) {
            return;
        }
        rejections.enter(id, batch.rejected());
        if (format.ownerColumn() >= 0) {
            List<Object[]> owners = batch.rejected().stream()
                    .map(rejected -> rejected.row().text(format.ownerColumn()))
                    .filter(owner -> !owner.isEmpty() && owner.length() <= 64 && owner.indexOf('\0') < 0)
                    .distinct()
                    .map(owner -> new Object[] {owner})
                    .toList();
            batches.batchUpdate(stage.named("insert into {spoilt} (owner) values (?)"), owners);
        }
    }

    private void check(Ticket ticket, ImportFormat format, Stage stage, FilePass file, Progress progress)
            throws IOException {
        progress.at(ImportPhase.CHECKING, 50);
        format.check(stage);
        BitSet lines = file.lines(stage.named("select line from {rejects}"));
        if (!lines.isEmpty()) {
            stage.update("create index on {rejects} (line)");
            // The file is read once more for the rows as they stand in it: the stage does not hold them.
            file.pass(line -> lines.get(Math.toIntExact(line)), (row, out) -> List.of(whole(row)), (batch, share) -> {
                rejections.enter(ticket.id(), withReasons(stage, batch.rejected()));
                progress.rejected(batch.rejected().size());
            });
        }
    }

    private static RowFault whole(Row row) {
        return new RowFault(row.line(), "", "");
    }

    private static List<Rejected> withReasons(Stage stage, List<Rejected> rejected) {
        Map<Long, List<RowFault>> faults = stage
                .sql("select line, field, reason from {rejects} where line = any(:lines)")
                .param("lines", rejected.stream().map(r -> r.row().line()).toArray(Long[]::new))
                .query((row, n) -> new RowFault(row.getLong(1), row.getString(2), row.getString(3)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(RowFault::line));
        return rejected.stream()
                .map(r -> new Rejected(r.row(), faults.getOrDefault(r.row().line(), List.of())))
                .toList();
    }

    private void apply(Ticket ticket, ImportFormat format, Stage stage, Progress progress) {
        progress.at(ImportPhase.WRITING, 80);
        transaction.executeWithoutResult(status -> {
            if (!runs.stillOpen(ticket.id())) {
                return;
            }
            db.sql("set local work_mem = '64MB'").update();
            Applied applied = format.apply(stage.on(db), runs.find(ticket.id()).orElseThrow());
            applied.events().forEach(events::publishEvent);
            runs.done(ticket.id(), progress.read(), progress.rejected(), applied);
        });
    }
}
