package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.chat.ChatLog;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./scrm bench archive [--size MESSAGES] [--rounds N]}: chats pulled from the simulator's archive, stored,
 * opened with an RSA key of 2048 bits, parsed, encrypted and written by the platform as {@code ./scrm serve} starts it,
 * which chains and indexes them meanwhile. The peer, in turns with it: one thread that pulls the same pages and writes
 * each message in the clear, one row a transaction, as is done elsewhere.
 */
final class ArchiveBench {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CHARACTERS = "您好请问这款理财产品的收益风险期限购买赎回客户经理网点明天下午可以过来办理吗谢谢存款利率本金保险基金";
    private static final int STAFF = 50;
    private static final int CUSTOMERS = 2_000;
    private static final int PROBES = 400;

    private final Random random = new Random(7);
    private final ChatLog log;
    private final JdbcClient db;
    private long said;

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
                        .data(corp())
                        .start()) {
            String key = Objects.requireNonNull(
                    wecom.chats().log().keys().privateKeys().get(1));
            ArchiveBench bench = new ArchiveBench(wecom.chats().log(), database);
            Platform platform = new Platform(database)
                    .asking(wecom.baseUri())
                    .with("SCRM_WECOM_APPS_ARCHIVE_SECRET", "bench-archive-secret")
                    .with("SCRM_WECOM_APPS_ARCHIVE_TOKEN", CallbackRequests.TOKEN)
                    .with("SCRM_WECOM_APPS_ARCHIVE_ENCODING_AES_KEY", CallbackRequests.AES_KEY)
                    .with("SCRM_WECOM_ARCHIVE_PRIVATEKEYS_1", key)
                    .with("SCRM_WECOM_ARCHIVE_PULL_EVERY", "1s");
            try (ServerProcess process = platform.start("-Xmx512m");
                    ArchivePeer peer = new ArchivePeer(wecom.baseUri(), key, database.source())) {
                bench.contest(process, peer, size, rounds);
            }
        }
    }

    private static WeComData corp() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < STAFF; i++) {
            members.add(new Member("staff" + i, "员工" + i, List.of(1L), "客户经理", 1, null));
        }
        return new WeComData(List.of(new Department(1, "总行", 0, 1, "0000")), members, List.of(), List.of(), List::of);
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
        long before = said;
        for (int i = 0; i < messages; i++) {
            log.add(message());
        }
        // what was taken up while the last were sealed does not count
        long early = read() - before;
        long began = System.nanoTime();
        until(this::read, said);
        figures.add("pulled, stored, opened, parsed, written", (messages - early) / seconds(began));
        until(() -> -count("compliance.evidence_queue"), 0);
        figures.add("the same, until all are chained", (messages - early) / seconds(began));
        if (count("compliance.chat_message") != said) {
            throw new IllegalStateException("Not every message was written once");
        }
    }

    private ObjectNode message() {
        long number = ++said;
        String staff = "staff" + random.nextInt(STAFF);
        String customer = "wmBench" + random.nextInt(CUSTOMERS);
        boolean fromStaff = random.nextBoolean();
        ObjectNode json = JSON.createObjectNode()
                .put("msgid", "b" + number + "_external")
                .put("action", "send")
                .put("from", fromStaff ? staff : customer);
        json.putArray("tolist").add(fromStaff ? customer : staff);
        json.put("roomid", "").put("msgtime", System.currentTimeMillis()).put("msgtype", "text");
        json.putObject("text").put("content", text());
        return json;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = 8 + random.nextInt(50);
        for (int i = 0; i < length; i++) {
            text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return text.toString();
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
