package cn.bankscrm.bench;

import cn.bankscrm.compliance.search.ChatIndex;
import cn.bankscrm.compliance.search.ChatPlace;
import cn.bankscrm.compliance.search.ChatQuestion;
import cn.bankscrm.compliance.search.IndexedMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * {@code ./scrm bench search [--size MESSAGES] [--rounds N]}: the index of the archive beside LIKE over the same
 * messages in PostgreSQL, with the same filter: the chats of one in a hundred of the staff. Words of two and of four
 * characters, from frequent to rare. First it is checked that everything LIKE finds is found. The index alone also at a
 * hundredth and a tenth of the size.
 */
final class SearchBench {

    private static final int PAGE = 2_000;
    private static final int NEWEST = 20;
    private static final int WORDS = 12;

    private static final Set<String> SOME_STAFF = IntStream.range(0, ChatCorpus.STAFF / 100)
            .mapToObj(number -> ChatCorpus.staff(number * 97))
            .collect(Collectors.toUnmodifiableSet());

    private final ChatCorpus corpus = new ChatCorpus();
    private final int size;
    private final int rounds;

    private SearchBench(int size, int rounds) {
        this.size = size;
        this.rounds = rounds;
    }

    static void main(Options options) throws IOException, SQLException {
        SearchBench bench = new SearchBench(options.number("size", 1_000_000), options.number("rounds", 5));
        try (BenchDatabase database = new BenchDatabase(2)) {
            bench.run(database);
        }
    }

    /** What a size costs. */
    private record Costs(double perSecond, Figures newest, Figures counts) {}

    private void run(BenchDatabase database) throws IOException, SQLException {
        // a first one warms up what all of them run
        measure(database, Math.max(1_000, size / 10), "warm");
        Costs hundredth = measure(database, Math.max(1_000, size / 100), "hundredth");
        Costs tenth = measure(database, Math.max(1_000, size / 10), "tenth");
        try (LikePeer peer = new LikePeer(database.source(), corpus, size)) {
            peer.load();
            Costs full = measureFull(database, peer);
            Figures.OUT.printf("%nGrowth, cost of a message from the smallest of the sizes to the dearest%n");
            double cheapest = max(hundredth.perSecond(), tenth.perSecond(), full.perSecond());
            double dearest = min(hundredth.perSecond(), tenth.perSecond(), full.perSecond());
            Figures.atMost("  into the index", cheapest / dearest, 1.5);
            Figures.OUT.printf(
                    "  newest, filtered, p95 %.2f / %.2f / %.2f ms, counts %.2f / %.2f / %.2f ms%n",
                    hundredth.newest().share("filtered", 0.95),
                    tenth.newest().share("filtered", 0.95),
                    full.newest().share("filtered", 0.95),
                    hundredth.counts().share("all", 0.95),
                    tenth.counts().share("all", 0.95),
                    full.counts().share("all", 0.95));
        }
    }

    private Costs measure(BenchDatabase database, int messages, String name) throws IOException {
        Figures.OUT.printf("%n%,d messages%n", messages);
        try (ChatIndex index = ChatIndex.open(database.folder().resolve("index-" + name))) {
            double perSecond = fill(index, messages);
            Figures newest = new Figures();
            Figures counts = new Figures();
            for (int round = 0; round < rounds; round++) {
                ask(index, newest, counts);
            }
            return new Costs(perSecond, newest, counts);
        }
    }

    private Costs measureFull(BenchDatabase database, LikePeer peer) throws IOException, SQLException {
        Figures.OUT.printf("%n%,d messages%n", size);
        try (ChatIndex index = ChatIndex.open(database.folder().resolve("index-full"))) {
            double perSecond = fill(index, size);
            check(index, peer);
            Figures newest = new Figures();
            Figures counts = new Figures();
            Figures like = new Figures();
            for (int round = 0; round < rounds; round++) {
                ask(index, newest, counts);
                askPeer(peer, like);
            }
            newest.print("ms, newest 20");
            counts.print("ms, counting");
            like.print("ms, LIKE");
            Figures.atLeast("  messages a second into the index", perSecond, 50_000);
            Figures.atMost("  newest 20, filtered, p95 in ms", newest.share("filtered", 0.95), 10);
            Figures.atMost("  exact count, p95 in ms", counts.share("all", 0.95), 150);
            Figures.atLeast(
                    "  LIKE / ours, newest 20, filtered, medians",
                    like.median("newest 20, filtered") / newest.median("filtered"),
                    100);
            return new Costs(perSecond, newest, counts);
        }
    }

    /** Adds, commits at the end, and does not count the making of the messages. */
    private double fill(ChatIndex index, int messages) throws IOException {
        long adding = 0;
        long text = 0;
        long rows = 0;
        for (long from = 1; from <= messages; from += PAGE) {
            long to = Math.min(messages, from + PAGE - 1);
            List<IndexedMessage> page =
                    LongStream.rangeClosed(from, to).mapToObj(corpus::message).toList();
            for (IndexedMessage message : page) {
                text += message.text().getBytes(StandardCharsets.UTF_8).length;
                rows += LikePeer.row(message).length;
            }
            long begin = System.nanoTime();
            index.add(page, to);
            adding += System.nanoTime() - begin;
        }
        long begin = System.nanoTime();
        index.commit();
        index.refresh();
        adding += System.nanoTime() - begin;
        double perSecond = messages / (adding / 1e9);
        Figures.OUT.printf(
                "  into the index: %,.0f messages/s, committed; %,.1f MB for %,.1f MB of text%n",
                perSecond, index.bytes() / 1e6, text / 1e6);
        if (messages == size) {
            Figures.atMost("  index / text alone", (double) index.bytes() / text, 0.6);
            Figures.OUT.printf(
                    "  index / rows of text, time, number and people: %.2f%n", (double) index.bytes() / rows);
        }
        return perSecond;
    }

    private void ask(ChatIndex index, Figures newest, Figures counts) throws IOException {
        for (String word : words()) {
            ChatQuestion all = ChatQuestion.all().words(word);
            timed(
                    newest,
                    "all",
                    () -> index.newest(all, Optional.empty(), NEWEST).size());
            timed(
                    newest,
                    "filtered",
                    () -> index.newest(all.with(SOME_STAFF), Optional.empty(), NEWEST)
                            .size());
            timed(counts, "all", () -> index.count(all));
            timed(counts, "filtered", () -> index.count(all.with(SOME_STAFF)));
        }
    }

    private void askPeer(LikePeer peer, Figures figures) throws IOException {
        for (String word : words()) {
            timed(
                    figures,
                    "newest 20, filtered",
                    () -> peer.newest(word, SOME_STAFF, NEWEST).size());
            timed(figures, "count, filtered", () -> peer.all(word, SOME_STAFF).size());
        }
    }

    private List<String> words() {
        List<String> words = new ArrayList<>(corpus.wordsOf(2, WORDS));
        words.addAll(corpus.wordsOf(4, WORDS));
        return words;
    }

    /** Whatever LIKE finds is found, and what is found beyond has the word across a mark. */
    private void check(ChatIndex index, LikePeer peer) throws IOException, SQLException {
        long found = 0;
        long beyond = 0;
        for (String word : words()) {
            ChatQuestion question = ChatQuestion.all().words(word).with(SOME_STAFF);
            Set<Long> ours = new TreeSet<>();
            index.newest(question, Optional.empty(), size).stream()
                    .map(ChatPlace::seq)
                    .forEach(ours::add);
            Set<Long> theirs = new TreeSet<>(peer.all(word, SOME_STAFF));
            if (!ours.containsAll(theirs) || index.count(question) != ours.size()) {
                throw new IllegalStateException("%s: LIKE finds %d, the index %d, and counts %d"
                        .formatted(word, theirs.size(), ours.size(), index.count(question)));
            }
            found += theirs.size();
            ours.removeAll(theirs);
            beyond += ours.size();
            for (long seq : ours) {
                String plain = corpus.message(seq).text().replaceAll("[，。]", "");
                if (!plain.contains(word)) {
                    throw new IllegalStateException(word + " does not stand in message " + seq);
                }
            }
        }
        Figures.OUT.printf(
                "  all %,d messages that LIKE finds are found, and %,d in which the word goes across a mark%n",
                found, beyond);
    }

    private static void timed(Figures figures, String name, Asked asked) throws IOException {
        long begin = System.nanoTime();
        long answer = asked.now();
        figures.add(name, (System.nanoTime() - begin) / 1e6);
        if (answer < 0) {
            throw new IllegalStateException("No count is negative");
        }
    }

    /** A question, with how much it found. */
    @FunctionalInterface
    private interface Asked {
        long now() throws IOException;
    }

    private static double max(double... figures) {
        return Arrays.stream(figures).max().orElseThrow();
    }

    private static double min(double... figures) {
        return Arrays.stream(figures).min().orElseThrow();
    }
}
