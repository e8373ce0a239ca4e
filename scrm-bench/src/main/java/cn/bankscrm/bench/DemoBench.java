package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code ./scrm bench demo [--rounds N]}: how long a later start of {@code ./scrm demo} takes until its first page, on
 * a bank that an earlier start has loaded, with the simulator starting beside it. The first start is made first, and
 * not counted.
 */
final class DemoBench {

    private static final String LATER = "a later ./scrm demo";
    private static final int LOADING_MINUTES = 30;

    private DemoBench() {}

    static void main(Options options) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("scrm-bench-demo");
        try {
            load(data);
            Figures times = new Figures();
            for (int round = 0; round < options.number("rounds", 3); round++) {
                try (ServerProcess demo = start(data)) {
                    times.add(LATER, demo.toFirstAnswer().toMillis() / 1000.0);
                }
            }
            times.print("s to the first 200");
            Figures.atMost("a later start, s", times.median(LATER), 15);
        } finally {
            delete(data);
        }
    }

    /** Until the bank is in, which takes minutes. */
    private static void load(Path data) throws IOException, InterruptedException {
        OUT.println("Loading the demo bank first, which takes minutes");
        try (ServerProcess demo = start(data)) {
            for (int second = 0; second < LOADING_MINUTES * 60; second++) {
                if (Files.exists(data.resolve("demo-loaded"))) {
                    return;
                }
                TimeUnit.SECONDS.sleep(1);
            }
            throw new IllegalStateException("The demo bank (process %d) was not loaded in time".formatted(demo.pid()));
        }
    }

    private static ServerProcess start(Path data) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        return ServerProcess.start(
                List.of(Platform.property("bench.scrm"), "demo", "--port", Integer.toString(port)),
                Map.of("SCRM_DATA_DIR", data.toString()),
                data.resolve("bench.log"),
                URI.create("http://127.0.0.1:" + port + "/sign-in"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
