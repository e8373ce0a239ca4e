package cn.bankscrm.bench;

import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.ImportStatus;
import cn.bankscrm.core.importing.Imports;
import cn.bankscrm.core.privacy.FieldCipher;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * {@code ./scrm bench import [--size CUSTOMERS] [--rounds N]}: a bank's customers, delivered for the first time and
 * again with one in a hundred changed, in a database that is thrown away.
 *
 * <p>The limits in the same rounds: COPY of the finished rows into a table with the same indexes (no reading, no
 * checks, no encryption), and COPY of the file into an unlogged staging table. Encryption is timed apart, on one
 * thread. In each round it is checked that every row arrived and that exactly those that changed were written.
 */
public final class ImportBench {

    private static final int INSTITUTIONS = 200;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final Path folder;
    private final JdbcClient db;
    private final Imports imports;
    private final FieldCipher cipher;
    private final int rows;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private ImportBench(Path folder, JdbcClient db, Imports imports, FieldCipher cipher, int rows) {
        this.folder = folder;
        this.db = db;
        this.imports = imports;
        this.cipher = cipher;
        this.rows = rows;
    }

    static void main(Options options) throws Exception {
        try (BenchDatabase database = new BenchDatabase(10);
                AnnotationConfigApplicationContext application = application(database.source(), database.folder())) {
            new ImportBench(
                            database.folder(),
                            JdbcClient.create(database.source()),
                            application.getBean(Imports.class),
                            application.getBean(FieldCipher.class),
                            options.number("size", 1_000_000))
                    .run(options.number("rounds", 3));
        }
    }

    private static AnnotationConfigApplicationContext application(DataSource source, Path folder) {
        AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
        application
                .getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("bench", Map.of("scrm.data-dir", folder.toString())));
        JdbcTemplate template = new JdbcTemplate(source);
        application.registerBean(DataSource.class, () -> source);
        application.registerBean(JdbcTemplate.class, () -> template);
        application.registerBean(JdbcClient.class, () -> JdbcClient.create(template));
        application.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        application.registerBean(Clock.class, () -> Clock.system(ZoneId.of("Asia/Shanghai")));
        application.scan("cn.bankscrm.core.importing", "cn.bankscrm.core.privacy");
        application.refresh();
        return application;
    }

    private void run(int rounds) throws IOException, InterruptedException {
        Path first = write("first.csv", false);
        Path changed = write("changed.csv", true);
        OUT.printf(
                "%,d customers, %,d MB of CSV, %d rounds, heap at most %,d MB%n",
                rows, Files.size(first) >> 20, rounds, Runtime.getRuntime().maxMemory() >> 20);
        load(ImportKind.INSTITUTIONS, new ByteArrayInputStream(institutions().getBytes(StandardCharsets.UTF_8)));
        for (int round = 0; round < rounds; round++) {
            db.sql("truncate core.customer cascade").update();
            timed("first load", () -> check(load(ImportKind.CUSTOMERS, open(first)), rows, 0));
            copies(first);
            timed("same file again", () -> check(load(ImportKind.CUSTOMERS, open(first)), 0, 0));
            timed("1 % changed", () -> check(load(ImportKind.CUSTOMERS, open(changed)), 0, rows / 100));
        }
        encryption();
        report();
    }

    /** The two limits, from files that lie with the server. */
    private void copies(Path csv) {
        Path finished = folder.resolve("finished.copy");
        db.sql("copy core.customer to '" + finished + "' with (format binary)").update();
        db.sql("drop table if exists core.bench_customer").update();
        db.sql("create table core.bench_customer (like core.customer including all)")
                .update();
        timed(
                "pure COPY, same indexes",
                () -> db.sql("copy core.bench_customer from '" + finished + "' with (format binary)")
                        .update());
        db.sql("drop table core.bench_customer").update();
        finished.toFile().delete();
        db.sql("""
                create unlogged table core.bench_stage (
                    customer_no text, name text, mobile text, birthday date, has_account boolean, aum numeric,
                    institution_code text, segments text)
                """).update();
        timed(
                "staging COPY",
                () -> db.sql("copy core.bench_stage from '" + csv + "' with (format csv, header)")
                        .update());
        db.sql("drop table core.bench_stage").update();
    }

    /** What a first load asks of the cipher, for a part of the rows, on one thread. */
    private void encryption() {
        int part = Math.min(rows, 200_000);
        long began = System.nanoTime();
        for (int i = 0; i < part; i++) {
            String[] fields = row(i, false).split(",", -1);
            cipher.digest("customer.row", fields[0] + fields[1] + fields[2]);
            cipher.encrypt("customer.name", fields[1]);
            cipher.digest("customer.name", fields[1]);
            cipher.encrypt("customer.mobile", fields[2]);
            cipher.digest("customer.mobile", fields[2]);
            cipher.digest("customer.row", fields[0] + fields[1] + fields[2]);
        }
        add("encryption, one thread", (System.nanoTime() - began) / 1e9 / part * rows);
    }

    private void report() {
        seconds.forEach((name, all) -> OUT.printf(
                "%-26s %8.2f s  (%.2f to %.2f)  %,d rows/s%n",
                name,
                median(name),
                all.stream().min(Double::compare).orElseThrow(),
                all.stream().max(Double::compare).orElseThrow(),
                Math.round(rows / median(name))));
        double pure = median("pure COPY, same indexes");
        double stage = median("staging COPY");
        Figures.atMost("first load, encryption included / pure COPY", median("first load") / pure, 3);
        OUT.printf("same file again / staging COPY               %.2f%n", median("same file again") / stage);
        Figures.atMost("1 % changed / staging COPY", median("1 % changed") / stage, 5);
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        OUT.printf("heap peak %,d MB%n", peak >> 20);
    }

    private ImportRun load(ImportKind kind, InputStream content) {
        try (content) {
            ImportId id = imports.accept(kind, kind.key() + ".csv", content, "bench");
            while (true) {
                ImportRun run = imports.find(id).orElseThrow();
                if (run.status() == ImportStatus.DONE) {
                    return run;
                }
                if (run.status() == ImportStatus.FAILED) {
                    throw new IllegalStateException("The import failed: " + run.failure());
                }
                Thread.sleep(100);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void check(ImportRun run, long created, long changed) {
        if (run.read() != rows || run.rejected() != 0 || run.created() != created || run.changed() != changed) {
            throw new IllegalStateException("Not what was delivered: " + run);
        }
    }

    private void timed(String name, Runnable work) {
        long began = System.nanoTime();
        work.run();
        double took = (System.nanoTime() - began) / 1e9;
        OUT.printf("  %-26s %8.2f s%n", name, took);
        add(name, took);
    }

    private void add(String name, double took) {
        seconds.computeIfAbsent(name, n -> new ArrayList<>()).add(took);
    }

    private double median(String name) {
        List<Double> sorted =
                seconds.getOrDefault(name, List.of()).stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, boolean changed) throws IOException {
        Path file = folder.resolve(name);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\n");
            for (int i = 0; i < rows; i++) {
                out.write(row(i, changed && i % 100 == 99));
                out.write('\n');
            }
        }
        return file;
    }

    private static String row(int i, boolean changed) {
        String[] segments = {"长尾", "财富|代发", "", "私行", "老年|贵宾|代发"};
        String number = Integer.toString(100_000_000 + i);
        return "C" + number + ",客户" + number.substring(3) + ",13" + number + ",19" + (50 + i % 50) + "-0" + (1 + i % 9)
                + "-1"
                + i % 10 + "," + (i % 7 != 0) + "," + (i * 37L % 9_000_000) + "." + (changed ? "99" : "10") + ","
                + (1000 + i % INSTITUTIONS) + "," + segments[i % segments.length];
    }

    private static String institutions() {
        StringBuilder csv = new StringBuilder("code,name,parent_code,level,province\n1000,总行,,1,440000\n");
        for (int i = 1; i < INSTITUTIONS; i++) {
            csv.append(1000 + i).append(",支行").append(i).append(",1000,2,440000\n");
        }
        return csv.toString();
    }
}
