package cn.bankscrm.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The platform's program as it was built, unpacked once a test run the way the launcher does it. */
final class Program {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Program() {}

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The jar to start; its class path lies beside it. */
    static Path jar() {
        return Unpacked.JAR;
    }

    /** The JVM's options that make starts quick, as the launcher's do: ten kills are eleven starts. */
    static List<String> startUpCache() {
        return Cache.OPTIONS;
    }

    static List<String> jvm() {
        return List.of(
                java(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.timezone=Pacific/Auckland");
    }

    /** Where PostgreSQL's programs stay from one test run to the next. */
    static Path postgresqlPrograms() {
        return Path.of(System.getProperty("java.io.tmpdir"), "bankscrm-test-" + System.getProperty("user.name"));
    }

    /** Where what the processes say is kept, for whoever looks into a failure. */
    static Path log(String name) {
        return TARGET.resolve("process").resolve(name + ".log");
    }

    /** One start of which the JVM keeps what it learned; older JVMs cannot. */
    private static final class Cache {

        private static final List<String> OPTIONS = Runtime.version().feature() < 25 ? List.of() : make();

        private static List<String> make() {
            Path cache = TARGET.resolve("process").resolve("platform.aot");
            Path data = TARGET.resolve("process").resolve("training");
            List<String> command = new ArrayList<>(jvm());
            command.addAll(List.of(
                    "-XX:AOTCacheOutput=" + cache,
                    "-Xlog:aot*=off",
                    "-jar",
                    jar().toString(),
                    "--spring.profiles.active=training",
                    "--server.port=0",
                    "--management.server.port=0",
                    "--scrm.public-url=http://localhost",
                    "--scrm.data-dir=" + data,
                    "--scrm.embedded-database.programs-dir=" + postgresqlPrograms()));
            try {
                FileSystemUtils.deleteRecursively(data);
                Files.deleteIfExists(cache);
                Files.deleteIfExists(log("training"));
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log("training").toFile())
                        .start();
                try {
                    // in this thread: another one would wait until this class is ready, which waits for it
                    await("the training run")
                            .pollInSameThread()
                            .atMost(Duration.ofMinutes(2))
                            .until(() -> !process.isAlive()
                                    || Files.readString(log("training")).contains("Started ScrmApplication"));
                } finally {
                    process.destroy();
                }
                process.waitFor();
                FileSystemUtils.deleteRecursively(data);
                return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off") : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Unpacked {

        private static final Path JAR = unpack();

        private static Path unpack() {
            Path folder = TARGET.resolve("process").resolve("platform");
            Path built = only(TARGET, "-exec.jar");
            try {
                Files.createDirectories(folder);
                Process process = new ProcessBuilder(List.of(
                                java(),
                                "-Djarmode=tools",
                                "-jar",
                                built.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(log("unpacking").toFile())
                        .start();
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(
                            "The program cannot be unpacked: " + Files.readString(log("unpacking")));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return only(folder, ".jar");
        }

        private static Path only(Path folder, String ending) {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.getFileName().toString().endsWith(ending))
                        .reduce((one, other) -> {
                            throw new IllegalStateException("Two programs: " + one + ", " + other);
                        })
                        .orElseThrow(() -> new IllegalStateException(
                                "No *" + ending + " in " + folder + ": these tests run after Maven's package phase"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
