package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.SealedFiles;
import cn.bankscrm.compliance.evidence.EvidencePacks;
import cn.bankscrm.compliance.evidence.PackOrder;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Makes approved packs, one at a time on this node, and keeps them encrypted until they are fetched or their time is
 * over.
 */
@Component
class ChatExportWorker extends BackgroundWorker {

    /** How long a pack can be fetched. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final Logger log = LoggerFactory.getLogger(ChatExportWorker.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final int TRIES = 3;

    private final ChatExportRows rows;
    private final EvidencePacks packs;
    private final SealedFiles files;
    private final Clock clock;

    ChatExportWorker(ChatExportRows rows, EvidencePacks packs, SealedFiles files, Clock clock) {
        super("evidence-packs", Pace.every(Duration.ofSeconds(5)));
        this.rows = rows;
        this.packs = packs;
        this.files = files;
        this.clock = clock;
    }

    @Override
    protected boolean work() {
        Optional<ChatExport> next = rows.lease(LEASE);
        next.ifPresent(this::make);
        return next.isPresent();
    }

    private void make(ChatExport export) {
        try {
            // in the clear only as long as it is being made
            Path folder = Files.createTempDirectory("evidence-pack");
            try {
                keep(export, folder);
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IllegalArgumentException e) {
            // its messages were deleted meanwhile
            rows.failed(export.id(), "NOTHING_LEFT", 0);
        } catch (IOException | RuntimeException e) {
            log.atWarn().setCause(e).addKeyValue("export", export.id()).log("An evidence pack could not be made");
            rows.failed(export.id(), "TROUBLE", TRIES);
        }
    }

    private void keep(ChatExport export, Path folder) throws IOException {
        PackOrder order = new PackOrder(
                export.reason(), export.recipient(), export.askedBy(), Objects.requireNonNull(export.decidedBy()));
        Path pack = packs.build(
                export.selection(), order, folder, (done, total) -> rows.progress(export.id(), done, total, LEASE));
        SealedFiles.Kept kept = files.keep(pack);
        String name = pack.getFileName().toString();
        rows.ready(
                export.id(),
                name,
                kept,
                Files.size(pack),
                sha256(pack),
                clock.instant().plus(KEPT));
    }

    private static byte[] sha256(Path file) {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            InputStream read = in;
            read.transferTo(OutputStream.nullOutputStream());
            return in.getMessageDigest().digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
