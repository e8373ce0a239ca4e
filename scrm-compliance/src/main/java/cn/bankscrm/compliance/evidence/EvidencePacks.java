package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes evidence packs (证据包): a ZIP with messages, media, consents, hits, reviews and the log of who looked, each
 * record with the proof that it is in the signed chain, to be verified by {@code ./scrm verify-archive --pack} without
 * any database. Who may have one made, and who approves, is the caller's matter; that it was made is logged here.
 */
@Component
public class EvidencePacks {

    private static final int PATIENCE = 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final JdbcClient db;
    private final TransactionTemplate reading;
    private final EvidenceChain chain;
    private final EvidenceKeys keys;
    private final PackContents contents;
    private final AuditLog audit;
    private final Clock clock;

    EvidencePacks(
            JdbcClient db,
            PlatformTransactionManager transactions,
            EvidenceChain chain,
            EvidenceKeys keys,
            PackContents contents,
            AuditLog audit,
            Clock clock) {
        this.db = db;
        this.reading = new TransactionTemplate(transactions);
        // not read-only: such transactions of a branch's officer run as the reader, to whom this is closed
        this.reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.chain = chain;
        this.keys = keys;
        this.contents = contents;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a pack.
     *
     * @param progress is told while the messages are written
     * @param folder where the file goes; the caller deletes it when it was handed over
     * @return the ZIP
     * @throws IllegalArgumentException when nothing is selected
     */
    public Path build(PackSelection selection, PackOrder order, Path folder, PackProgress progress) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        String name =
                "EP-" + now.atZone(clock.getZone()).toLocalDate().toString().replace("-", "") + "-"
                        + UUID.randomUUID().toString().substring(0, 8);
        audit.record(
                AuditAction.EVIDENCE_PACKED,
                new AuditSubject(AuditSubject.Kind.EVIDENCE, name, null),
                order.reason(),
                Map.of("recipient", order.recipient(), "approvedBy", order.approvedBy(), "selection", told(selection)));
        awaitChain();
        Path file = folder.resolve(name + ".zip");
        reading.executeWithoutResult(status -> {
            try (PackWriter pack = new PackWriter(file, keys)) {
                int records =
                        contents.write(pack, selection, new PackTitle(name, order, now, clock.getZone()), progress);
                pack.finish(new PackTitle(name, order, now, clock.getZone()), told(selection), records);
            } catch (IOException e) {
                throw new UncheckedIOException("The pack cannot be written to " + folder, e);
            } catch (RuntimeException e) {
                discard(file);
                throw e;
            }
        });
        return file;
    }

    /** What waits to be chained, is: here, or by the node that is at it. */
    private void awaitChain() {
        for (int i = 0; i < PATIENCE && waiting() > 0; i++) {
            if (!chain.chainSome() && waiting() > 0) {
                pause();
            }
        }
    }

    private long waiting() {
        return db.sql("select count(*) from compliance.evidence_queue")
                .query(Long.class)
                .single();
    }

    /** The node that is at it may be another one: nobody here is told when it has committed, so one looks again. */
    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("What was begun cannot be removed", e);
        }
    }

    private static String told(PackSelection selection) {
        return switch (selection) {
            case PackSelection.Conversation one ->
                "conversation %d, %s to %s".formatted(one.id(), one.from(), one.to());
            case PackSelection.Messages some -> "messages " + List.copyOf(some.seqs());
        };
    }
}
