package cn.bankscrm.bench;

import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Screener;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;

/**
 * {@code ./scrm bench screening [--size ENTRIES] [--rounds N]}: chat lines screened by ours (normal form, combinations
 * and safe contexts on, all hits in original places), by hankcs' automaton (as it is, it normalises nothing), by
 * houbb/sensitive-word (normalising) and by a loop over {@code contains}, beside one look-up a character. First it is
 * checked that all find the same. Then precision and recall on the reference bank's lines. Without a size: 300, 5,000,
 * 10,000 and 50,000 entries.
 */
public final class ScreeningBench {

    private static final Occasion CHAT = Occasion.of(Outlet.CHAT);
    private static final List<Integer> SIZES = List.of(300, 5_000, 10_000, 50_000);
    private static final int LINES = 4_000;

    /** As long as one contestant reads lines in a round, in seconds. */
    private static final double TURN = 0.12;

    private final int rounds;

    private ScreeningBench(int rounds) {
        this.rounds = rounds;
    }

    static void main(Options options) {
        ScreeningBench bench = new ScreeningBench(options.number("rounds", 9));
        List<Integer> sizes = options.numbers().containsKey("size") ? List.of(options.number("size", 0)) : SIZES;
        for (int size : sizes) {
            ScreeningCorpus corpus = new ScreeningCorpus(size, LINES);
            bench.builds(corpus);
            for (int percent : new int[] {1, 20}) {
                bench.cell(corpus, percent);
            }
        }
        ScreeningQuality.print();
    }

    private void builds(ScreeningCorpus corpus) {
        Figures.OUT.printf(
                "%n%,d entries: building, best of three, and what stays in memory%n",
                corpus.words().size());
        built("ours", () -> Screener.of(new Lexicon("bench", corpus.entries())));
        built("hankcs", () -> ScreeningPeers.hankcs(corpus.words()));
        built("houbb", () -> ScreeningPeers.houbb(corpus.words(), List.of()));
    }

    private static void built(String name, Supplier<Object> builder) {
        double best = Double.MAX_VALUE;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long before = used();
            long start = System.nanoTime();
            Object built = builder.get();
            try {
                best = Math.min(best, (System.nanoTime() - start) / 1e6);
                least = Math.min(least, used() - before);
            } finally {
                Reference.reachabilityFence(built);
            }
        }
        Figures.OUT.printf("  %-10s %,8.1f ms  %,8.2f MB%n", name, best, least / 1e6);
        if (name.equals("ours")) {
            Figures.atMost("  build in ms", best, 200);
            Figures.atMost("  memory in MB", least / 1e6, 10);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void cell(ScreeningCorpus corpus, int percent) {
        List<String> lines = corpus.lines(percent);
        double length = lines.stream().mapToInt(String::length).average().orElseThrow();
        Figures.OUT.printf(
                "%n%,d entries, %d%% of %,d lines with a hit, %.0f characters a line; ns a character%n",
                corpus.words().size(), percent, lines.size(), length);
        List<ScreeningPeers.Contestant> contestants = List.of(
                ScreeningPeers.tableLookUp(),
                new ScreeningPeers.Contestant("ours", ours(Screener.of(new Lexicon("bench", corpus.entries())))),
                ScreeningPeers.ofHankcs(corpus.words()),
                ScreeningPeers.ofHoubb(corpus.words()),
                ScreeningPeers.containsLoop(corpus.words()));
        check(contestants, lines);
        Figures figures = new Figures();
        contestants.forEach(each -> turn(each, lines, 3 * TURN));
        for (int round = 0; round < rounds; round++) {
            for (ScreeningPeers.Contestant each : contestants) {
                figures.add(each.name(), turn(each, lines, TURN));
            }
        }
        figures.print("ns/char");
        double ours = figures.median("ours");
        Figures.OUT.printf("  ours: %,.0f million characters a second%n", 1_000 / ours);
        Figures.atLeast("  hankcs / ours", figures.median("hankcs") / ours, 2);
        Figures.atLeast("  houbb / ours", figures.median("houbb") / ours, 40);
        Figures.OUT.printf("  contains / ours: %,.0f%n", figures.median("contains") / ours);
        Figures.atMost("  ours / one look-up", ours / figures.median("look-up"), 6);
    }

    private static ScreeningPeers.Counting ours(Screener screener) {
        return line -> screener.screen(line, CHAT).hits().size();
    }

    /**
     * All hits for those who tell all. Houbb tells fewer where they overlap, and more where it takes characters for
     * others (五 for 5), so of it whether lines with a hit have one.
     */
    private static void check(List<ScreeningPeers.Contestant> contestants, List<String> lines) {
        int hits = 0;
        for (String line : lines.subList(0, 1_000)) {
            int expected = contestants.getLast().counting().hits(line);
            hits += expected;
            for (ScreeningPeers.Contestant each : contestants.subList(1, contestants.size())) {
                int found = each.counting().hits(line);
                boolean same = each.name().equals("houbb") ? found > 0 || expected == 0 : found == expected;
                if (!same) {
                    throw new IllegalStateException(
                            "%s finds %d instead of %d in %s".formatted(each.name(), found, expected, line));
                }
            }
        }
        Figures.OUT.printf("  all find the same in 1,000 lines: %d hits%n", hits);
    }

    private static double turn(ScreeningPeers.Contestant contestant, List<String> lines, double seconds) {
        long characters = 0;
        long hits = 0;
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        for (int i = 0; System.nanoTime() < end; ) {
            // the slow ones stop early, the fast ones are not slowed by looking at the clock
            for (int j = 0; j < 20; j++, i++) {
                String line = lines.get(i % lines.size());
                hits += contestant.counting().hits(line);
                characters += line.length();
            }
        }
        double taken = System.nanoTime() - start;
        if (hits < 0) {
            throw new IllegalStateException("No count is negative");
        }
        return taken / characters;
    }
}
