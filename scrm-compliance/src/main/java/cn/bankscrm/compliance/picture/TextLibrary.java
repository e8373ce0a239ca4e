package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.picture.child.RapidTextEngine;
import cn.bankscrm.compliance.picture.child.TextChild;
import cn.bankscrm.compliance.picture.child.TextEngine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the program that reads text is started.
 *
 * @param command its command line
 * @param picture where it lays a picture for as long as the library reads it; in memory where the system has such a
 *     place
 */
record TextLibrary(List<String> command, Path picture) {

    private static final Path MEMORY = Path.of("/dev/shm");

    /**
     * Finds the library.
     *
     * @param jars the folder that holds its jars
     * @param work a folder for the program
     * @return empty where there are none
     */
    static Optional<TextLibrary> in(Path jars, Path work) {
        if (!Files.isDirectory(jars)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(jars)) {
            if (files.noneMatch(file -> Objects.toString(file.getFileName()).startsWith("rapidocr-"))) {
                return Optional.empty();
            }
            Path program = laid(work.resolve("program"));
            return Optional.of(of(
                    program + java.io.File.pathSeparator + jars.resolve("*"), RapidTextEngine.class.getName(), work));
        } catch (IOException e) {
            throw new UncheckedIOException("The program that reads text cannot be laid into " + work, e);
        }
    }

    static TextLibrary of(String classPath, String engine, Path work) throws IOException {
        Path unpacked = Files.createDirectories(work.resolve("library"));
        Path picture = (Files.isWritable(MEMORY) ? ownFolder() : Files.createDirectories(work)).resolve("picture.png");
        return new TextLibrary(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-CreateCoredumpOnCrash",
                        // a crash report holds memory, and memory holds what customers sent
                        "-XX:ErrorFile=/dev/null",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + unpacked.toAbsolutePath(),
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        classPath,
                        TextChild.class.getName(),
                        engine,
                        picture.toString()),
                picture);
    }

    private static Path ownFolder() throws IOException {
        Path folder = Files.createTempDirectory(
                MEMORY,
                "scrm-picture",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        folder.toFile().deleteOnExit();
        return folder;
    }

    /** The few classes of the child: the platform itself may be one file that no other JVM can read. */
    private static Path laid(Path folder) throws IOException {
        for (Class<?> each : List.of(TextChild.class, TextEngine.class, RapidTextEngine.class)) {
            Path file = folder.resolve(each.getName().replace('.', '/') + ".class");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            try (InputStream in = Objects.requireNonNull(each.getResourceAsStream(each.getSimpleName() + ".class"))) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return folder;
    }
}
