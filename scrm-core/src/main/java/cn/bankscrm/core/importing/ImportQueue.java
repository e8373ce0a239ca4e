package cn.bankscrm.core.importing;

import cn.bankscrm.core.importing.ImportRuns.Ticket;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes up the imports whose files this node holds: right after an upload, and at its start those that a crash left
 * open. Two kinds at a time, one file of a kind, the older first.
 */
@Component
class ImportQueue implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportQueue.class);

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    /** A file that no import knows, untouched for so long, was left behind by a process that died. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(10);

    /** Each import under way holds two connections of the pool. */
    private static final int AT_ONCE = 2;

    /** How often an import is begun again when a neighbour got in its way. */
    private static final int ATTEMPTS = 5;

    private final ImportRuns runs;
    private final EncryptedFiles files;
    private final CarryingOutImports imports;
    private final Clock clock;
    private final Semaphore news = new Semaphore(0);
    private final Map<ImportKind, Thread> underWay = new ConcurrentHashMap<>();
    private final Map<ImportId, Integer> attempts = new HashMap<>();
    private volatile boolean running;
    private volatile @Nullable Thread dispatcher;

    ImportQueue(ImportRuns runs, EncryptedFiles files, CarryingOutImports imports, Clock clock) {
        this.runs = runs;
        this.files = files;
        this.imports = imports;
        this.clock = clock;
    }

    /** Something is waiting. */
    void wake() {
        news.release();
    }

    @Override
    public void start() {
        running = true;
        dispatcher = Thread.ofVirtual().name("imports").start(this::dispatch);
    }

    @Override
    public void stop() {
        running = false;
        Thread dispatching = dispatcher;
        if (dispatching != null) {
            dispatching.interrupt();
        }
        List<Thread> workers = List.copyOf(underWay.values());
        workers.forEach(Thread::interrupt);
        try {
            for (Thread worker : workers) {
                worker.join(STOPPING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void dispatch() {
        boolean tidied = false;
        while (running) {
            boolean waiting = true;
            try {
                String node = files.nodeName();
                List<Ticket> open = runs.open(node);
                files.keepOnly(
                        open.stream().map(Ticket::storedAs).collect(Collectors.toSet()),
                        clock.instant().minus(LEFT_BEHIND));
                if (!tidied) {
                    imports.tidy();
                    tidied = true;
                }
                begin(open);
                waiting = !open.isEmpty();
            } catch (DataAccessException | TransactionException | IOException e) {
                log.atWarn()
                        .addKeyValue("failure", e.getClass().getSimpleName())
                        .log("Imports wait for the database");
            }
            try {
                if (waiting) {
                    news.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    news.acquire();
                }
                news.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void begin(List<Ticket> open) {
        Set<ImportKind> seen = new HashSet<>();
        for (Ticket ticket : open) {
            if (seen.add(ticket.kind()) && !underWay.containsKey(ticket.kind()) && underWay.size() < AT_ONCE) {
                Thread worker = Thread.ofPlatform()
                        .name("import-" + ticket.kind().key())
                        .daemon()
                        .unstarted(() -> work(ticket));
                underWay.put(ticket.kind(), worker);
                worker.start();
            }
        }
    }

    private void work(Ticket ticket) {
        try {
            if (!files.has(ticket.storedAs())) {
                imports.fail(ticket.id(), new RowFault(0, "", "上传的文件已不在，请重新上传"));
            } else if (imports.carryOut(ticket)) {
                attempts.remove(ticket.id());
                log.atInfo().addKeyValue("importId", ticket.id().value()).log("Import ended");
            }
        } catch (InterruptedImport e) {
            log.atInfo().addKeyValue("importId", ticket.id().value()).log("Import goes on after the restart");
        } catch (DataAccessException | TransactionException | SQLException | IOException | IllegalStateException e) {
            stumbled(ticket, e);
        } finally {
            underWay.remove(ticket.kind());
            wake();
        }
    }

    private void stumbled(Ticket ticket, Exception e) {
        Stumble stumble = Stumble.of(e);
        int attempt;
        synchronized (attempts) {
            attempt = attempts.merge(ticket.id(), 1, Integer::sum);
        }
        long id = ticket.id().value();
        if (stumble == Stumble.DATABASE_LOST) {
            log.atWarn().addKeyValue("importId", id).log("Import begins again when the database is back");
            pause();
        } else if (stumble == Stumble.NEIGHBOUR && attempt < ATTEMPTS) {
            log.atInfo().addKeyValue("importId", id).log("Import begins again: somebody wrote the same rows");
        } else {
            log.atError()
                    .setCause(Stumble.withoutData(e))
                    .addKeyValue("importId", id)
                    .log("Import failed");
            try {
                imports.fail(ticket.id(), new RowFault(0, "", "系统内部错误，没有导入任何数据；请联系运维（导入号 " + id + "）"));
                files.delete(ticket.storedAs());
            } catch (DataAccessException | TransactionException | IOException again) {
                log.atWarn().addKeyValue("importId", id).log("Import's failure could not be stored");
            }
        }
    }

    /** For a database that is away: nothing tells when it is back. */
    private static void pause() {
        try {
            Thread.sleep(AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
