package cn.bankscrm.compliance.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ring of signing keys in a data folder, readable by the operating system's user alone. */
record EvidenceKeyFile(Path file) {

    private static final Logger log = LoggerFactory.getLogger(EvidenceKeyFile.class);

    static EvidenceKeyFile in(Path folder) {
        return new EvidenceKeyFile(folder.resolve("evidence.keys"));
    }

    Optional<EvidenceKeys> read() {
        try {
            return Files.exists(file) ? Optional.of(EvidenceKeys.parse(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing keys cannot be read from " + file, e);
        }
    }

    EvidenceKeys readOrMake() {
        return read().orElseGet(this::make);
    }

    /** Nodes that share the folder may start together for the first time: the first one's key is everybody's. */
    private EvidenceKeys make() {
        EvidenceKeys made = EvidenceKeys.generate();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path draft = Files.createTempFile(folder, "evidence", ".keys");
            try {
                if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
                }
                Files.writeString(draft, made.write(), StandardOpenOption.SYNC);
                Files.createLink(file, draft);
            } finally {
                Files.delete(draft);
            }
        } catch (FileAlreadyExistsException e) {
            return read().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("The signing keys cannot be kept in " + file, e);
        }
        log.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("key", made.current())
                .log("A key that signs the evidence was made; keep a copy, and its id apart from the database");
        return made;
    }
}
