package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * {@code ./scrm bench startup [--rounds N]}: from the start of the process to the first page, and the memory that is
 * resident a while after, with nobody there. The platform as {@code ./scrm serve} starts it, with its start-up cache;
 * the same without the cache; and the plain executable jar. All with the same options of the JVM, on the same database.
 */
final class StartupBench {

    private static final String CACHED = "./scrm serve (with cache)";
    private static final String FAT = "plain fat jar";
    private static final int IDLE_SECONDS = 10;

    private StartupBench() {}

    static void main(Options options) throws IOException, InterruptedException {
        List<String> cached = Platform.command();
        if (cached.stream().noneMatch(part -> part.startsWith("-XX:AOTCache="))) {
            throw new IllegalStateException("There is no start-up cache: it needs JDK 25");
        }
        List<String> extracted = cached.stream()
                .filter(part -> !part.startsWith("-XX:AOTCache="))
                .toList();
        List<String> fat = extracted.stream()
                .map(part -> part.endsWith(".jar") ? Platform.property("bench.jar") : part)
                .collect(Collectors.toList());
        Map<String, List<String>> contestants = new LinkedHashMap<>();
        contestants.put(FAT, fat);
        contestants.put("extracted, no cache", extracted);
        contestants.put(CACHED, cached);
        try (BenchDatabase database = new BenchDatabase(2);
                StandInWeCom wecom = new StandInWeCom()) {
            Platform platform = new Platform(database).asking(wecom.address());
            platform.start(cached).close(); // what only a first start does
            measure(platform, contestants, options.number("rounds", 5));
        }
    }

    private static void measure(Platform platform, Map<String, List<String>> contestants, int rounds)
            throws IOException, InterruptedException {
        Figures times = new Figures();
        Figures memory = new Figures();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, List<String>> one : contestants.entrySet()) {
                try (ServerProcess process = platform.start(one.getValue())) {
                    times.add(one.getKey(), process.toFirstAnswer().toMillis() / 1000.0);
                    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
                    memory.add(one.getKey(), (double) process.residentMegabytes());
                }
            }
        }
        times.print("s to the first 200");
        memory.print("MB resident after " + IDLE_SECONDS + " s");
        Figures.atMost("start with cache / plain fat jar", times.median(CACHED) / times.median(FAT), 0.4);
        Figures.atMost("idle memory, MB", memory.median(CACHED), 400);
        OUT.println("PostgreSQL runs beside it and is not counted");
    }
}
