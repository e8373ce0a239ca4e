package cn.bankscrm.compliance.archive;

import cn.bankscrm.compliance.archive.ChatArchiveSource.MediaPiece;
import cn.bankscrm.compliance.archive.MediaRows.Wanted;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Fetches one file, piece by piece. Each piece is on the disk before the database says so: whatever ends this, the next
 * try goes on from the last piece, or from the first where the pieces lie on another node.
 */
@Component
class MediaFetching {

    private static final Logger log = LoggerFactory.getLogger(MediaFetching.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int TRIES_OF_WHOLE = 3;

    private final MediaRows rows;
    private final MediaStore store;
    private final MediaFolder folder;
    private final ArchiveProperties properties;
    private final ArchiveMeters meters;
    private final Clock clock;

    MediaFetching(
            MediaRows rows,
            MediaStore store,
            MediaFolder folder,
            ArchiveProperties properties,
            ArchiveMeters meters,
            Clock clock) {
        this.rows = rows;
        this.store = store;
        this.folder = folder;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /** @return whether there was a file to fetch */
    boolean fetchOnce(ChatArchiveSource source, String worker) {
        Optional<Wanted> leased = rows.lease(worker, properties.lease());
        if (leased.isEmpty()) {
            return false;
        }
        Wanted file = leased.get();
        try {
            fetch(source, worker, file);
        } catch (LeaseLost e) {
            log.atDebug().addKeyValue("file", file.id()).log("Another node fetches this chat file");
        } catch (ArchiveSourceFailure e) {
            if (e.kind() == ArchiveSourceFailure.Kind.EXPIRED || tooLate(file)) {
                rows.lost(file.id(), worker, ChatMedia.State.EXPIRED, String.valueOf(e.getMessage()));
            } else {
                rows.putOff(file.id(), worker, pause(file.tries()), String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            rows.putOff(file.id(), worker, pause(file.tries()), "DISK");
            throw new UncheckedIOException("A chat file cannot be kept", e);
        }
        return true;
    }

    private void fetch(ChatArchiveSource source, String worker, Wanted file) throws IOException {
        Path part = folder.part(file.id());
        int number = SealedPieces.keepFirst(part, file.received());
        long received = number < 0 ? 0 : file.received();
        String index = number < 0 ? "" : file.nextIndex();
        number = Math.max(number, 0);
        boolean last = false;
        while (!last) {
            MediaPiece piece = source.media(file.sdkFileId(), index);
            SealedPieces.append(part, file.key(), number++, piece.bytes());
            received += piece.bytes().length;
            index = piece.nextIndex();
            last = piece.last();
            if (!last) {
                rows.progress(file.id(), worker, index, received, properties.lease());
            }
        }
        keep(worker, file, part, received);
    }

    private void keep(String worker, Wanted file, Path part, long received) throws IOException {
        MessageDigest sha256 = digest("SHA-256");
        MessageDigest md5 = digest("MD5");
        byte[] head;
        try (InputStream plain = SealedPieces.open(Files.newInputStream(part), file.key())) {
            head = plain.readNBytes(ContentType.HEAD);
            sha256.update(head);
            md5.update(head);
            byte[] buffer = new byte[1 << 16];
            for (int n = plain.read(buffer); n >= 0; n = plain.read(buffer)) {
                sha256.update(buffer, 0, n);
                md5.update(buffer, 0, n);
            }
        }
        boolean wrong =
                !file.md5().isEmpty() && !HexFormat.of().formatHex(md5.digest()).equals(file.md5());
        if (wrong && file.tries() < TRIES_OF_WHOLE) {
            Files.deleteIfExists(part);
            rows.progress(file.id(), worker, "", 0, properties.lease());
            rows.putOff(file.id(), worker, pause(file.tries()), "MD5");
            return;
        }
        byte[] contents = sha256.digest();
        rows.progress(file.id(), worker, "", received, properties.lease());
        Optional<Long> same = wrong ? Optional.empty() : rows.sameContents(file.id(), contents, received);
        if (same.isEmpty() || !rows.share(file.id(), worker, same.get())) {
            String location = HexFormat.of().formatHex(contents).substring(0, 16) + "." + file.id();
            store.put(location, part);
            rows.kept(file.id(), worker, contents, ContentType.of(head), location, wrong ? "MD5" : "");
        }
        Files.deleteIfExists(part);
        meters.fetched();
    }

    private boolean tooLate(Wanted file) {
        return clock.instant().isAfter(file.namedAt().plus(ArchiveState.WINDOW));
    }

    private static Duration pause(int tries) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(tries - 1, 0, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has " + algorithm, e);
        }
    }
}
