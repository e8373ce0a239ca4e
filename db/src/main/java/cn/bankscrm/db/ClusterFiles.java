package cn.bankscrm.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What lies in the data folder, and what can be told from it about servers that run, or ran, on it.
 *
 * @param folder the data folder, by its real path
 */
record ClusterFiles(Path folder) {

    /** The cluster: what PostgreSQL calls its data directory. */
    Path cluster() {
        return folder.resolve("pg");
    }

    Path log() {
        return folder.resolve("pg.log");
    }

    Path passwordFile() {
        return folder.resolve("pg.password");
    }

    private Path pidFile() {
        return cluster().resolve("postmaster.pid");
    }

    /** Whether there is a cluster, of the version that we can run. */
    boolean hasCluster() throws IOException {
        if (!Files.exists(cluster())) {
            return false;
        }
        Path versionFile = cluster().resolve("PG_VERSION");
        if (!Files.exists(versionFile)) {
            throw new DatabaseUnavailable(
                    "%s 不是 PostgreSQL 的数据目录".formatted(cluster()),
                    "%s is no data folder of PostgreSQL".formatted(cluster()));
        }
        String version = Files.readString(versionFile).strip();
        if (!version.equals(PostgresqlBinaries.MAJOR)) {
            throw new DatabaseUnavailable(
                    "%s 属于 PostgreSQL %s,本程序使用 %s".formatted(cluster(), version, PostgresqlBinaries.MAJOR),
                    "%s belongs to PostgreSQL %s, this program runs %s"
                            .formatted(cluster(), version, PostgresqlBinaries.MAJOR));
        }
        return true;
    }

    /**
     * The password of the database's owner, made at random with the cluster; readable by the operating system's user
     * only.
     */
    String newPassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), password);
        return password;
    }

    String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            throw new DatabaseUnavailable(
                    "缺少数据库口令文件 %s".formatted(passwordFile()),
                    "The database's password file %s is missing".formatted(passwordFile()));
        }
        return Files.readString(passwordFile()).strip();
    }

    /** Whether the server with this process id says that it takes connections. */
    boolean saysReady(long pid) throws IOException {
        List<String> lines = pidLines();
        return lines.size() >= 8
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(7).strip().equals("ready");
    }

    /** Where a server of this cluster takes connections, as it says itself; it may be gone without having said so. */
    OptionalInt port() throws IOException {
        List<String> lines = pidLines();
        return lines.size() >= 8 && lines.get(3).strip().matches("\\d+")
                ? OptionalInt.of(Integer.parseInt(lines.get(3).strip()))
                : OptionalInt.empty();
    }

    /** The server that runs on this cluster, left behind by an application that was killed. */
    Optional<ProcessHandle> orphan() throws IOException {
        List<String> lines = pidLines();
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d+")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .filter(ClusterFiles::isRunning)
                .filter(process -> commandLine(process).contains("postgres")
                        && commandLine(process).contains(cluster().toString()));
    }

    /**
     * Removes what a killed server left; only when {@link #orphan()} is empty. A recycled process id would bar the
     * start.
     */
    void forgetServer() throws IOException {
        Files.deleteIfExists(pidFile());
    }

    /**
     * Server processes of this cluster that outlived their postmaster: while one lives it holds the shared memory, and
     * no new server starts. Found through {@code /proc}; elsewhere one has to wait for them.
     */
    List<ProcessHandle> leftovers() {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                                .equals(cluster());
                    } catch (IOException e) {
                        return false;
                    }
                })
                .filter(ClusterFiles::isRunning)
                .toList();
    }

    /** The last complaint in the server's log, or a few words saying that there is none. */
    String lastComplaint() throws IOException {
        if (!Files.exists(log())) {
            return "no log";
        }
        String text = new String(Files.readAllBytes(log()), StandardCharsets.UTF_8);
        List<String> lines = text.lines().toList();
        return lines.subList(Math.max(0, lines.size() - 20), lines.size()).reversed().stream()
                .filter(line -> line.contains("FATAL:") || line.contains("PANIC:") || line.contains("error:"))
                .findFirst()
                .or(() -> lines.reversed().stream().findFirst())
                .map(line -> line.replaceFirst("^.*(FATAL|PANIC|error): *", ""))
                .orElse("no message");
    }

    /** Alive, and not a dead process that nobody has buried yet (containers often have no one to do so). */
    static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException e) {
            return process.isAlive();
        }
    }

    private static String commandLine(ProcessHandle process) {
        return Stream.concat(
                        process.info().commandLine().stream(),
                        process.info().arguments().stream().flatMap(Stream::of))
                .reduce("", (all, part) -> all + " " + part);
    }

    private List<String> pidLines() throws IOException {
        return Files.exists(pidFile()) ? Files.readAllLines(pidFile(), StandardCharsets.UTF_8) : List.of();
    }
}
