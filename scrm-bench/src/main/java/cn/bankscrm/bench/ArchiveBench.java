package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.chat.ChatLog;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./scrm bench archive [--size MESSAGES] [--rounds N]}: chats pulled from the simulator's archive, stored,
 * opened with an RSA key of 2048 bits, parsed, encrypted and written by the platform as {@code ./scrm serve} starts it,
 * which chains and indexes them meanwhile. The peer, in turns with it: one thread that pulls the same pages and writes
 * each message in the clear, one row a transaction, as is done elsewhere.
 */
final class ArchiveBench {

    private static final int PROBES = 400;

    private final ChatTalk talk = new ChatTalk();
    private final ChatLog log;
    private final JdbcClient db;

    private ArchiveBench(ChatLog log, BenchDatabase database) {
        this.log = log;
        this.db = JdbcClient.create(database.source());
    }

    static void main(Options options) throws IOException, InterruptedException {
        int size = options.number("size", 20_000);
        int rounds = options.number("rounds", 3);
        try (BenchDatabase database = new BenchDatabase(4);
                WeComSimulator wecom = WeComSimulator.builder()
                        .corpId(CallbackRequests.CORP)
                        .limits(Limits.NONE)
                        .clockAt(Instant.now())
                        .data(ChatTalk.corp())
                        .start()) {
            String key = Objects.requireNonNull(
                    wecom.chats().log().keys().privateKeys().get(1));
            ArchiveBench bench = new ArchiveBench(wecom.chats().log(), database);
            Platform platform = platform(database, wecom, key);
            try (ServerProcess process = platform.start("-Xmx512m");
                    ArchivePeer peer = new ArchivePeer(wecom.baseUri(), key, database.source())) {
                bench.contest(process, peer, size, rounds);
            }
        }
    }

    static Platform platform(BenchDatabase database, WeComSimulator wecom, String key) throws IOException {
        return new Platform(database)
                .asking(wecom.baseUri())
                .with("SCRM_WECOM_APPS_ARCHIVE_SECRET", "bench-archive-secret")
                .with("SCRM_WECOM_APPS_ARCHIVE_TOKEN", CallbackRequests.TOKEN)
                .with("SCRM_WECOM_APPS_ARCHIVE_ENCODING_AES_KEY", CallbackRequests.AES_KEY)
                .with("SCRM_WECOM_ARCHIVE_PRIVATEKEYS_1", key)
                .with("SCRM_WECOM_ARCHIVE_PULL_EVERY", "1s");
    }

    private void contest(ServerProcess process, ArchivePeer peer, int size, int rounds)
            throws IOException, InterruptedException {
        OUT.printf("%,d messages a round, %d rounds%n", size, rounds);
        peer.prepare();
        // warm: whatever is compiled is
        work(size / 2);
        peer.work();
        Figures figures = new Figures();
        for (int round = 0; round < rounds; round++) {
            work(size, figures);
            long begin = peer.last();
            double seconds = peer.work();
            long stored = peer.last() - begin;
            if (stored != size || count("compliance.chat_message") != peer.stored()) {
                throw new IllegalStateException("The two have not the same messages");
            }
            figures.add("peer: one row a transaction, in the clear", stored / seconds);
        }
        figures.print("messages/s");
        double opening = peer.secondsToOpen(log.newest(PROBES));
        double rate = figures.median("pulled, stored, opened, parsed, written");
        OUT.printf(
                "RSA-2048 of the peer, by the JDK's cipher: %.2f ms a message; resident %d MB at most%n",
                opening * 1e3, process.mostResidentMegabytes());
        Figures.atLeast("messages a second, chained", figures.median("the same, until all are chained"), 3_000);
        Figures.atLeast("platform / peer", rate / figures.median("peer: one row a transaction, in the clear"), 1);
    }

    private void work(int messages) throws InterruptedException {
        work(messages, new Figures());
    }

    private void work(int messages, Figures figures) throws InterruptedException {
        long before = talk.said();
        for (int i = 0; i < messages; i++) {
            log.add(talk.next());
        }
        // what was taken up while the last were sealed does not count
        long early = read() - before;
        long began = System.nanoTime();
        until(this::read, talk.said());
        figures.add("pulled, stored, opened, parsed, written", (messages - early) / seconds(began));
        until(() -> -count("compliance.evidence_queue"), 0);
        figures.add("the same, until all are chained", (messages - early) / seconds(began));
        if (count("compliance.chat_message") != talk.said()) {
            throw new IllegalStateException("Not every message was written once");
        }
    }

    private long read() {
        return count("compliance.archive_record where state = 'READ'");
    }

    private long count(String of) {
        return db.sql("select count(*) from " + of).query(Long.class).single();
    }

    private static void until(LongSupplier reached, long goal) throws InterruptedException {
        while (reached.getAsLong() < goal) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
