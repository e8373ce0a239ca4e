package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.bench.CallbackRequests.Event;
import cn.bankscrm.bench.peer.EchoServer;
import cn.bankscrm.bench.peer.WxJavaServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./scrm bench callbacks [--size WAITING] [--rounds N] [--seconds N]}: callbacks checked, decrypted, made
 * durable and answered over HTTP on 64 connections. Three servers, each a process of its own, take turns: the platform
 * as {@code ./scrm serve} starts it, the peer (WxJava, JPA) and the limit (a servlet that only answers). In the rounds
 * the platform stores and leaves the work to another node; afterwards it works as well, while {@code WAITING} events
 * wait.
 */
final class CallbacksBench {

    private static final int SAME = 2_000;
    private static final int MOST_A_SECOND = 14_000;

    private final BenchDatabase database;
    private final JdbcClient db;
    private final Platform platform;
    private final CallbackRequests maker = new CallbackRequests();
    private final int seconds;
    private final Figures rates = new Figures();
    private final Figures slowest = new Figures();
    private int made;

    private CallbacksBench(BenchDatabase database, URI api, int seconds) throws IOException {
        this.database = database;
        this.db = JdbcClient.create(database.source());
        this.platform = new Platform(database).asking(api);
        this.seconds = seconds;
    }

    static void main(Options options) throws IOException, InterruptedException {
        try (BenchDatabase database = new BenchDatabase(4);
                StandInWeCom wecom = new StandInWeCom()) {
            CallbacksBench bench = new CallbacksBench(database, wecom.address(), options.number("seconds", 4));
            bench.platform.with("SCRM_WECOM_INBOX_WORKERS", 0);
            bench.contest(options.number("rounds", 5));
            bench.kill();
            bench.growing(options.number("size", 1_000_000));
        }
    }

    private void contest(int rounds) throws IOException, InterruptedException {
        db.sql("create schema bench").update();
        int echoPort = ServerProcess.freePort();
        int peerPort = ServerProcess.freePort();
        try (ServerProcess ours = platform.start();
                ServerProcess echo = other(EchoServer.class, echoPort);
                ServerProcess peer = other(WxJavaServer.class, peerPort)) {
            bothFindTheSame(peerPort);
            for (int round = -1; round < rounds; round++) {
                byte[][] requests = fresh();
                measure(round, "echo (limit)", echoPort, requests);
                measure(round, "WxJava + JPA (peer)", peerPort, requests);
                long before = stored();
                Load.Result result = measure(round, "platform", platform.port(), requests);
                if (stored() - before != result.acknowledged().cardinality()) {
                    throw new IllegalStateException("Acknowledged and stored differ");
                }
            }
            OUT.printf(
                    "resident: platform %d MB, peer %d MB, echo %d MB%n",
                    ours.residentMegabytes(), peer.residentMegabytes(), echo.residentMegabytes());
        }
        rates.print("callbacks/s");
        slowest.print("ms p99");
        Figures.atLeast("platform / peer", rates.median("platform") / rates.median("WxJava + JPA (peer)"), 7);
        Figures.atLeast("platform / echo", rates.median("platform") / rates.median("echo (limit)"), 0.5);
        Figures.atMost("p99 of the platform, ms", slowest.median("platform"), 30);
    }

    /** Round -1 warms up. */
    private Load.Result measure(int round, String name, int port, byte[][] requests) throws IOException {
        Load.Result result = Load.run(port, requests, Duration.ofSeconds(round < 0 ? 2L * seconds : seconds));
        OUT.printf(
                "  round %d  %-20s %,8.0f/s  p50 %.1f  p99 %.1f ms  refused %d%n",
                round, name, result.perSecond(), result.millis(0.5), result.millis(0.99), result.refused());
        if (round >= 0) {
            rates.add(name, result.perSecond());
            slowest.add(name, result.millis(0.99));
        }
        return result;
    }

    private void bothFindTheSame(int peerPort) throws IOException {
        Event[] events = CallbackRequests.some(made, SAME);
        made += SAME;
        byte[][] requests = maker.requests(events);
        Load.run(platform.port(), requests, Duration.ofMinutes(1));
        Load.run(platform.port(), requests, Duration.ofMinutes(1)); // again: nothing may be stored twice
        Load.run(peerPort, requests, Duration.ofMinutes(1));
        Set<String> sent = Arrays.stream(events)
                .map(e -> e.change() + " " + e.member() + " " + e.contact() + " " + e.at().getEpochSecond())
                .collect(Collectors.toSet());
        List<String> ours = texts("""
                select split_part(event, '/', 2) || ' ' || split_part(relation, ':', 2) || ' ' || split_part(relation, ':', 3)
                    || ' ' || extract(epoch from event_at)::bigint
                from wecom.inbox""");
        List<String> theirs =
                texts("select change || ' ' || member || ' ' || contact || ' ' || event_at from bench.stored_callback");
        if (ours.size() != SAME
                || theirs.size() != SAME
                || !sent.equals(new HashSet<>(ours))
                || !sent.containsAll(theirs)) {
            throw new IllegalStateException("The contestants differ");
        }
        OUT.printf("both store the same %,d events, once each%n", SAME);
    }

    /** SIGKILL in mid-stream: whatever was acknowledged must be there. */
    private void kill() throws IOException, InterruptedException {
        int acknowledged = 0;
        int lost = 0;
        for (int time = 0; time < 3; time++) {
            try (ServerProcess ours = platform.start()) {
                Event[] events = CallbackRequests.some(made, 6 * MOST_A_SECOND);
                made += events.length;
                byte[][] requests = maker.requests(events);
                CompletableFuture<Void> end = CompletableFuture.runAsync(
                        ours::kill, CompletableFuture.delayedExecutor(1_500 + 300L * time, TimeUnit.MILLISECONDS));
                Load.Result result = Load.run(platform.port(), requests, Duration.ofSeconds(10));
                end.join();
                byte[][] digests = result.acknowledged().stream()
                        .mapToObj(i -> events[i].digest())
                        .toArray(byte[][]::new);
                acknowledged += digests.length;
                lost += digests.length - found(digests);
            }
        }
        OUT.printf("killed three times in mid-stream: %,d acknowledged%n", acknowledged);
        Figures.atMost("acknowledged events lost on SIGKILL", lost, 0);
    }

    private int found(byte[][] digests) {
        return db.sql(
                        "select count(*) from unnest(:digests::bytea[]) d where exists (select from wecom.inbox i where i.digest = d)")
                .param("digests", digests)
                .query(Integer.class)
                .single();
    }

    /** A hundredth, a tenth and all of the events waiting: what an acknowledgement costs, and how late it is. */
    private void growing(int most) throws IOException, InterruptedException {
        List<Double> costs = new ArrayList<>();
        for (int waiting : new int[] {most / 100, most / 10, most}) {
            fill(waiting);
            try (ServerProcess ours = platform.start()) {
                Load.run(platform.port(), fresh(), Duration.ofSeconds(2L * seconds));
                Figures round = new Figures();
                for (int i = 0; i < 3; i++) {
                    round.add(
                            "rate",
                            Load.run(platform.port(), fresh(), Duration.ofSeconds(seconds))
                                    .perSecond());
                }
                costs.add(1e6 / round.median("rate"));
                OUT.printf(
                        "%,d waiting, storing only: %,.0f callbacks/s, %.0f us each, resident %d MB%n",
                        waiting, round.median("rate"), costs.getLast(), ours.residentMegabytes());
            }
        }
        Figures.atMost("cost of a callback, dearest / cheapest size", spread(costs), 1.5);
        platform.with("SCRM_WECOM_INBOX_WORKERS", 2);
        try (ServerProcess ours = platform.start("-Xmx512m")) {
            long before = waiting();
            byte[][] requests = fresh();
            Load.run(platform.port(), requests, Duration.ofSeconds(seconds));
            Load.Result result = Load.run(
                    platform.port(),
                    Arrays.copyOfRange(requests, requests.length / 2, requests.length),
                    Duration.ofSeconds(3L * seconds));
            OUT.printf(
                    "%,d waiting and being worked off: %,.0f callbacks/s, p50 %.1f ms, p99 %.1f ms, resident at most %d MB%n",
                    before, result.perSecond(), result.millis(0.5), result.millis(0.99), ours.mostResidentMegabytes());
            Figures.atMost("p99 while they wait, s", result.millis(0.99) / 1000, 1);
        }
    }

    private static double spread(List<Double> costs) {
        return costs.stream().max(Double::compare).orElseThrow()
                / costs.stream().min(Double::compare).orElseThrow();
    }

    /** Waiting events, by copying stored ones under other relations. */
    private void fill(int waiting) {
        db.sql("truncate wecom.inbox_work").update();
        db.sql("""
                with template as materialized (
                    select row_number() over () as n, app, event, payload_enc from (select * from wecom.inbox limit 5000) stored
                ), copied as (
                    insert into wecom.inbox (event_at, digest, app, event, relation, payload_enc, received_at, deliveries)
                    select to_timestamp(1761000000 + s.n), sha256(('copy' || :tag || s.n)::bytea), t.app, t.event, 'link:copy:' || s.n,
                        t.payload_enc, now(), 1
                    from generate_series(1, :waiting) s (n) join template t on t.n = 1 + s.n % 5000
                    returning id, event_at, relation, received_at)
                insert into wecom.inbox_work (id, event_at, relation, received_at, next_attempt_at)
                select id, event_at, relation, received_at, received_at from copied
                """).param("waiting", waiting).param("tag", waiting + "-").update();
        db.sql("analyze wecom.inbox_work").update();
    }

    private byte[][] fresh() {
        Event[] events = CallbackRequests.some(made, seconds * MOST_A_SECOND);
        made += events.length;
        return maker.requests(events);
    }

    private long stored() {
        return db.sql("select count(*) from wecom.inbox").query(Long.class).single();
    }

    private long waiting() {
        return db.sql("select count(*) from wecom.inbox_work").query(Long.class).single();
    }

    private List<String> texts(String sql) {
        return db.sql(sql).query((row, n) -> row.getString(1)).list();
    }

    /** In a JVM with the platform's options, on this program's class path. */
    private ServerProcess other(Class<?> program, int port) throws IOException, InterruptedException {
        List<String> command = Platform.command().stream()
                .takeWhile(part -> !part.equals("-jar"))
                .filter(part -> !part.startsWith("-XX:AOT"))
                .collect(Collectors.toCollection(ArrayList::new));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Map<String, String> settings = Map.of(
                "server.port",
                Integer.toString(port),
                "spring.threads.virtual.enabled",
                "true",
                "spring.datasource.url",
                database.server().jdbcUrl(),
                "spring.datasource.username",
                database.server().username(),
                "spring.datasource.password",
                database.server().password(),
                "spring.datasource.hikari.maximum-pool-size",
                "24",
                "spring.jpa.hibernate.ddl-auto",
                "update",
                "peer.corp",
                CallbackRequests.CORP,
                "peer.token",
                CallbackRequests.TOKEN,
                "peer.aes-key",
                CallbackRequests.AES_KEY);
        settings.forEach((name, value) -> command.add("--" + name + "=" + value));
        File log = database.folder().resolve(program.getSimpleName() + ".log").toFile();
        return ServerProcess.start(command, Map.of(), log.toPath(), URI.create("http://127.0.0.1:" + port + "/"));
    }
}
