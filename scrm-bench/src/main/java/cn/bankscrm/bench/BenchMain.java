package cn.bankscrm.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code ./scrm bench NAME ...}: runs one of the benchmarks. */
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        Options options = Options.of(rest);
        switch (args.length == 0 ? "" : args[0]) {
            case "callbacks" -> CallbacksBench.main(options);
            case "processing" -> ProcessingBench.main(options);
            case "startup" -> StartupBench.main(options);
            case "demo" -> DemoBench.main(options);
            case "coverage" -> CoverageBench.main(options);
            case "import" -> ImportBench.main(options);
            case "segments" -> SegmentBench.main(options);
            case "sop" -> SopBench.main(options);
            case "clicks" -> ClicksBench.main(options);
            case "screening" -> ScreeningBench.main(options);
            case "search" -> SearchBench.main(options);
            case "archive" -> ArchiveBench.main(options);
            case "backscan" -> BackScanBench.main(options);
            default -> {
                new PrintStream(System.err, true, StandardCharsets.UTF_8).println("""
                                callbacks  [--size EVENTS_WAITING] [--rounds N] [--seconds N]
                                processing [--size EVENTS] [--rounds N]
                                startup    [--rounds N]
                                demo       [--rounds N]
                                import     [--size CUSTOMERS] [--rounds N]
                                segments   [--size CUSTOMERS] [--rounds N]
                                sop        [--size CUSTOMERS] [--rounds N]
                                clicks     [--size LINKS] [--rate A_SECOND] [--seconds N] [--rounds N]
                                screening  [--size ENTRIES] [--rounds N]
                                search     [--size MESSAGES] [--rounds N]
                                archive    [--size MESSAGES] [--rounds N]
                                backscan   [--size MESSAGES] [--rounds N]
                                coverage   [--size CUSTOMERS] [--rounds N] [--seconds N]""");
                System.exit(2);
            }
        }
    }
}
