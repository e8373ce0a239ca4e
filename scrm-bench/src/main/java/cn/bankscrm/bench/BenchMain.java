package cn.bankscrm.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code ./scrm bench NAME ...}: runs one of the benchmarks. */
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        switch (args.length == 0 ? "" : args[0]) {
            case "coverage" -> CoverageBench.main(rest);
            case "import" -> ImportBench.main(rest);
            default -> {
                new PrintStream(System.err, true, StandardCharsets.UTF_8).println("""
                                coverage [customers] [seconds a round]
                                import   [customers] [rounds]""");
                System.exit(2);
            }
        }
    }
}
