package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.TrackedLinks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./scrm bench clicks [--size LINKS] [--rate A_SECOND] [--seconds N] [--rounds N]}: customers open tracked
 * links, each a page made and a visit written durably, at a steady rate that does not wait for answers. Every answer
 * counts from when its customer tapped.
 */
final class ClicksBench {

    private static final long NANOS = 1_000_000_000L;
    private static final String BODY = "先想清楚三件事，再决定怎么存。\n\n## 一、多久不用\n\n"
            + "半年内要用的留作活期，一两年内用的选短期。".repeat(20)
            + "\n\n## 二、找谁办\n\n有拿不准的，回一句话给客户经理。\n";

    private final JdbcClient db;
    private final Platform platform;
    private final HttpClient http = HttpClient.newHttpClient();

    private ClicksBench(BenchDatabase database) throws IOException {
        this.db = JdbcClient.create(database.source());
        this.platform = new Platform(database);
    }

    static void main(Options options) throws IOException, InterruptedException {
        try (BenchDatabase database = new BenchDatabase(4)) {
            new ClicksBench(database)
                    .run(
                            options.number("size", 2_000),
                            options.number("rate", 200),
                            options.number("seconds", 15),
                            options.number("rounds", 3));
        }
    }

    private void run(int size, int rate, int seconds, int rounds) throws IOException, InterruptedException {
        List<String> codes = links(size);
        Figures slowest = new Figures();
        try (ServerProcess ours = platform.start()) {
            int sent = 0;
            for (int round = -2; round < rounds; round++) {
                // warmed up gently: a cold platform on these cores cannot keep up at once
                long[] nanos = clicks(codes, round < 0 ? Math.max(1, rate / 10) : rate, seconds);
                sent += nanos.length;
                double p50 = nanos[nanos.length / 2] / 1e6;
                double p99 = nanos[(int) (nanos.length * 0.99)] / 1e6;
                OUT.printf(
                        "  round %d  %,d clicks at %,d/s  p50 %.1f  p99 %.1f ms%n",
                        round, nanos.length, nanos.length / seconds, p50, p99);
                if (round >= 0) {
                    slowest.add("click, p99", p99);
                }
            }
            long visits = db.sql("select count(*) from engagement.link_visit")
                    .query(Long.class)
                    .single();
            OUT.printf("resident %d MB%n", ours.residentMegabytes());
            Figures.atMost("clicks answered and not written down", (double) (sent - visits), 0);
        }
        slowest.print("ms");
        Figures.atMost("p99 of a click, ms", slowest.median("click, p99"), 20);
    }

    private long[] clicks(List<String> codes, int rate, int seconds) {
        int most = rate * seconds;
        long[] nanos = new long[most];
        Map<Integer, LongAdder> refused = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < most; i++) {
            long tapped = began + i * NANOS / rate;
            LockSupport.parkNanos(tapped - System.nanoTime());
            int click = i;
            answers.add(http.sendAsync(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + platform.port() + "/l/"
                                            + codes.get(i % codes.size())))
                                    .header("User-Agent", "Mozilla/5.0 (iPhone) Mobile Safari/604.1")
                                    .header("Accept-Language", "zh-CN")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenAccept(answer -> {
                        nanos[click] = System.nanoTime() - tapped;
                        if (answer.statusCode() != 200) {
                            refused.computeIfAbsent(answer.statusCode(), first -> new LongAdder())
                                    .increment();
                        }
                    }));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        if (!refused.isEmpty()) {
            throw new IllegalStateException("Pages were refused, by status: " + refused);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** One piece of content, one manager, and so many customers with a link each, signed with the platform's keys. */
    private List<String> links(int size) {
        db.sql(
                        "insert into core.institution (id, code, name, level, province, version) values (1, '01', '总行', 1, '110000', 0)")
                .update();
        db.sql("insert into core.institution_path (ancestor_id, institution_id, depth) values (1, 1, 0)")
                .update();
        db.sql("insert into core.staff (id, staff_no, name, version) values (1, 'S1', '经理', 0)")
                .update();
        db.sql("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (1, 1, 1, '客户经理', '2024-01-01')
                """).update();
        long content = db.sql("""
                insert into engagement.content (kind, institution_id, author, made_at)
                values ('ARTICLE', 1, 'bench', now()) returning id
                """).query(Long.class).single();
        db.sql("""
                        insert into engagement.content_version (content_id, number, state, title, message, body, valid_from,
                            verdict_id, written_by, written_at, submitted_by, decided_by)
                        values (:content, 1, 'PUBLISHED', '三年的钱怎么存', '', :body, '2024-01-01', 1, 'bench', now(), 'bench', 'officer')
                        """).param("content", content).param("body", BODY).update();
        try (AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext()) {
            application
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("bench", Map.of("scrm.privacy.keys", platform.keys())));
            application.registerBean(JdbcClient.class, () -> db);
            application.registerBean(Clock.class, Clock::systemUTC);
            application.scan("cn.bankscrm.core.privacy");
            ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(application, false);
            scanner.addIncludeFilter(
                    new RegexPatternTypeFilter(Pattern.compile(".*\\.(TrackedLinks|LinkCodes|TrackingConfiguration)")));
            scanner.scan("cn.bankscrm.engagement.tracking");
            application.refresh();
            TrackedLinks links = application.getBean(TrackedLinks.class);
            List<String> codes = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                codes.add(links.linkFor(
                                new ContentId(content),
                                new StaffId(1),
                                Optional.of(new ExternalContactId(i)),
                                Optional.empty())
                        .code());
            }
            return codes;
        }
    }
}
