package cn.bankscrm.process;

import static cn.bankscrm.process.PlatformInTroubleIT.acknowledged;
import static cn.bankscrm.process.PlatformInTroubleIT.refusals;
import static cn.bankscrm.process.PlatformInTroubleIT.scans;
import static cn.bankscrm.process.PlatformInTroubleIT.weCom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.bankscrm.simulator.WeComSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk that holds the database is full, really: the platform runs in a mount namespace of its own (no privileges
 * needed, but not allowed everywhere), its data on a small file system in memory.
 */
class FullDiskIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Mounts $0, obeys "fill" and "free" by files that appear beside it, and becomes the platform. */
    private static final String SMALL_DISK = """
            mount -t tmpfs -o size=256m tmpfs "$0" || exit 99
            (while sleep 0.1; do
              if [ -e "$0.fill" ]; then dd if=/dev/zero of="$0/ballast" bs=64k 2>/dev/null; rm "$0.fill"; fi
              if [ -e "$0.free" ]; then rm -f "$0/ballast" "$0.free"; fi
              [ -d "/proc/$$" ] || exit
            done) &
            exec "$@"
            """;

    @TempDir
    Path temp;

    @Test
    void acknowledgesNothingWhileTheDiskIsFull() throws Exception {
        assumeTrue(
                new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /mnt")
                                .start()
                                .waitFor()
                        == 0,
                "This machine lets nobody but root mount anything, not even for himself");
        Path disk = Files.createDirectory(temp.resolve("disk"));
        try (WeComSimulator weCom = weCom().start();
                Platform platform = new Platform(
                        "full-disk",
                        disk.resolve("data"),
                        weCom,
                        List.of("unshare", "-rm", "sh", "-c", SMALL_DISK, disk.toString()),
                        Map.of())) {
            scans(weCom, 2);
            await().atMost(PATIENCE).until(() -> acknowledged(weCom) == 2);
            order("fill");

            // What PostgreSQL had reserved beforehand takes some more.
            int sent = 2;
            while (sent < 2_000 && acknowledged(weCom) == sent) {
                scans(weCom, 50);
                sent += 50;
                awaitFor(Duration.ofSeconds(3), weCom, sent);
            }
            long stored = acknowledged(weCom);
            assertThat(stored).as("the disk is full").isLessThan(sent);
            await("no acknowledgement while the disk is full")
                    .during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> acknowledged(weCom) == stored);
            order("free");

            int all = sent;
            await().atMost(PATIENCE).until(() -> acknowledged(weCom) == all);
            assertThat(refusals(weCom)).as("answers meanwhile").contains("503").doesNotContain("500");
            new BankApi(platform.port()).awaitEmptyInbox(PATIENCE);
        }
    }

    private static void awaitFor(Duration time, WeComSimulator weCom, int callbacks) throws InterruptedException {
        for (long waited = 0; waited < time.toMillis() && acknowledged(weCom) < callbacks; waited += 100) {
            Thread.sleep(100);
        }
    }

    private void order(String what) throws Exception {
        Path order = Files.createFile(temp.resolve("disk." + what));
        await().atMost(PATIENCE).until(() -> Files.notExists(order));
    }
}
