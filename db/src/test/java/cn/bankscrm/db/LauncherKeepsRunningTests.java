package cn.bankscrm.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher's part of {@code ./scrm serve}: an application that was killed is started again, one that ends by itself
 * or is told to end is not. In the application's place stands a script that notes its process ids and waits.
 */
class LauncherKeepsRunningTests {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String LAUNCHER = """
            set -euo pipefail
            say() { printf '%s\\n' "$*" >&2; }
            . "$1/.scrm/run.sh"
            platform=(bash -c "$2")
            keep_running
            """;

    @TempDir
    Path folder;

    private final List<Process> launchers = new ArrayList<>();

    @AfterEach
    void end() throws IOException {
        launchers.forEach(Process::destroyForcibly);
        for (long pid : started()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void startsAKilledApplicationAgain() throws Exception {
        Process launcher = launch("echo $$ >> pids; exec sleep 60");
        for (int start = 1; start <= 3; start++) {
            int times = start;
            await().atMost(PATIENCE).until(() -> started().size() == times);
            if (times < 3) {
                ProcessHandle.of(started().getLast()).orElseThrow().destroyForcibly();
            }
        }
        assertThat(launcher.isAlive()).isTrue();
        assertThat(Files.readString(folder.resolve("said"))).contains("exit code 137");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 75})
    void startsAnApplicationAgainThatRanOutOfMemoryOrLostItsDatabase(int code) throws Exception {
        Process launcher = launch("echo $$ >> pids; [ $(wc -l < pids) -gt 1 ] || exit " + code + "; exec sleep 60");

        await().atMost(PATIENCE).until(() -> started().size() == 2);
        assertThat(launcher.isAlive()).isTrue();
    }

    @Test
    void endsWithAnApplicationThatRefusesToStart() throws Exception {
        Process launcher = launch("echo $$ >> pids; exit 1");

        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(1);
        assertThat(started()).hasSize(1);
    }

    @Test
    void stopsTheApplicationWhenItIsToldToStop() throws Exception {
        Process launcher = launch("echo $$ >> pids; exec sleep 60");
        await().atMost(PATIENCE).until(() -> started().size() == 1);

        launcher.destroy();

        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isZero();
        assertThat(ProcessHandle.of(started().getFirst())).isEmpty();
    }

    private Process launch(String application) throws IOException {
        Process launcher = new ProcessBuilder(List.of(
                        "bash",
                        "-c",
                        LAUNCHER,
                        "launcher",
                        Path.of("..").toAbsolutePath().normalize().toString(),
                        application))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        launchers.add(launcher);
        return launcher;
    }

    private List<Long> started() throws IOException {
        Path pids = folder.resolve("pids");
        return Files.exists(pids)
                ? Files.readAllLines(pids).stream().map(Long::parseLong).toList()
                : List.of();
    }
}
