package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.simulator.api.Limits;
import cn.bankscrm.simulator.chat.ChatLog;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./scrm bench backscan [--size MESSAGES] [--rounds N]}: chats pulled, opened, written and chained by the
 * platform as {@code ./scrm serve} starts it, in turns with nothing beside it and with a back-scan of everything that
 * is archived already; and the pace of the back-scan while nothing comes in. What it finds must be all that was put
 * there.
 */
final class BackScanBench {

    private static final String WORD = "刚性兑付";
    private static final int EVERY = 97;
    private static final int SCANS = 8;
    private static final int ALONE = 5;
    private static final String READ = "compliance.archive_record where state = 'READ'";

    private final ChatTalk talk = new ChatTalk();
    private final ChatLog log;
    private final JdbcClient db;
    private int versions;

    private BackScanBench(ChatLog log, BenchDatabase database) {
        this.log = log;
        this.db = JdbcClient.create(database.source());
    }

    static void main(Options options) throws IOException, InterruptedException {
        int size = options.number("size", 40_000);
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
            Platform platform = ArchiveBench.platform(database, wecom, key);
            try (ServerProcess process = platform.start("-Xmx512m")) {
                new BackScanBench(wecom.chats().log(), database).run(size, rounds);
                OUT.printf("resident %d MB at most%n", process.mostResidentMegabytes());
            }
        }
    }

    private void run(int size, int rounds) throws InterruptedException {
        int turn = size / 4;
        OUT.printf("%,d old messages, %,d a turn, %d rounds%n", size, turn, rounds);
        long planted = 0;
        for (int i = 0; i < size; i++) {
            boolean one = i % EVERY == 0;
            planted += one ? 1 : 0;
            log.add(one ? talk.staff("这是" + WORD + "的产品，请放心") : talk.next());
        }
        until(this::isChained);
        // one in force from the beginning: what comes is screened in every turn
        version("保证收益");
        Figures rates = new Figures();
        for (int round = 0; round < rounds; round++) {
            rates.add("ingested, nothing beside it", ingest(turn));
            // enough that one always runs
            for (int i = 0; i < SCANS; i++) {
                begin(version("无人说过的话" + versions));
            }
            long before = scanned();
            long began = System.nanoTime();
            rates.add("ingested beside a back-scan", ingest(turn));
            rates.add("looked through meanwhile", (scanned() - before) / seconds(began));
            before = scanned();
            began = System.nanoTime();
            TimeUnit.SECONDS.sleep(ALONE);
            rates.add("looked through while nothing comes in", (scanned() - before) / seconds(began));
            db.sql("update compliance.back_scan set state = 'PAUSED' where state = 'RUNNING'")
                    .update();
        }
        long scan = begin(version(WORD));
        until(() -> count("compliance.back_scan where state = 'DONE' and id = " + scan) == 1);
        rates.print("messages/s");
        long found = db.sql("select found from compliance.back_scan where id = " + scan)
                .query(Long.class)
                .single();
        if (found != planted || count("compliance.alert where source = 'BACKSCAN'") != planted) {
            throw new IllegalStateException("Found " + found + " of " + planted);
        }
        Figures.atLeast(
                "ingestion beside a back-scan / without",
                rates.median("ingested beside a back-scan") / rates.median("ingested, nothing beside it"),
                0.75);
    }

    /** @return messages a second, until all are chained */
    private double ingest(int messages) throws InterruptedException {
        for (int i = 0; i < messages; i++) {
            log.add(talk.next());
        }
        long early = count(READ);
        long began = System.nanoTime();
        until(this::isChained);
        return (talk.said() - early) / seconds(began);
    }

    private boolean isChained() {
        return count(READ) == talk.said() && count("compliance.evidence_queue") == 0;
    }

    private long scanned() {
        return db.sql("select coalesce(sum(read), 0) from compliance.back_scan")
                .query(Long.class)
                .single();
    }

    /** Brings a word into force, in a version with it alone. */
    private int version(String word) {
        versions++;
        int number = db.sql("""
                        insert into compliance.lexicon_version (status, note, author, created_at)
                        values ('DRAFT', 'bench', 'anna', now()) returning number
                        """).query(Integer.class).single();
        db.sql("""
                        with entry as (
                            insert into compliance.lexicon_entry
                                (term, match, distance, level, category, safe_contexts, readings, outlets, institutions, roles, ground, digest)
                            values (:word, 'LITERAL', 0, 'BLOCK', '承诺收益', '{}', '{}', '{}', '{}', '{}', '', sha256(:word::bytea))
                            returning id)
                        insert into compliance.lexicon_content (version, entry_id) select :number, id from entry
                        """).param("word", word).param("number", number).update();
        db.sql("""
                        update compliance.lexicon_version
                        set status = 'PUBLISHED', publisher = 'boris', published_at = now(), effective_from = now()
                        where number = :number
                        """).param("number", number).update();
        return number;
    }

    /** @return its number */
    private long begin(int version) {
        return db.sql("""
                        insert into compliance.back_scan (version, entry_ids, until_place, asked_by, asked_at, moved_at)
                        select :version, array_agg(entry_id), (select max(place) from compliance.archive_record), 'anna', now(), now()
                        from compliance.lexicon_content where version = :version
                        returning id
                        """).param("version", version).query(Long.class).single();
    }

    private long count(String of) {
        return db.sql("select count(*) from " + of).query(Long.class).single();
    }

    private static void until(BooleanSupplier reached) throws InterruptedException {
        while (!reached.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
