package cn.bankscrm.bench;

import static cn.bankscrm.bench.Figures.OUT;

import cn.bankscrm.bench.CallbackRequests.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * {@code ./scrm bench processing [--size EVENTS] [--rounds N]}: events worked off, from the inbox to friend links and
 * coverage, by the platform as {@code ./scrm serve} starts it (with a heap of 512 MB at most), while WeCom's API is
 * answered by this process. New friends of a generated bank's customers, one in ten of them lost again. The limit: the
 * same questions put to the stand-in and nothing done with the answers.
 */
final class ProcessingBench {

    private static final Instant LATER =
            Instant.ofEpochSecond(StandInWeCom.addedAt(0)).plus(Duration.ofDays(3));
    private static final Duration STALLED = Duration.ofSeconds(3);
    private static final int QUESTIONS = 32;
    private static final int ASKED = 10_000;
    private static final int WARM_UP = 15_000;

    private final JdbcClient db;
    private final StandInWeCom wecom;
    private final CallbackRequests maker = new CallbackRequests();
    private final GeneratedBank bank;
    private int used;

    private ProcessingBench(BenchDatabase database, StandInWeCom wecom, int contacts) {
        this.db = JdbcClient.create(database.source());
        this.wecom = wecom;
        this.bank = new GeneratedBank(db, contacts);
    }

    static void main(Options options) throws IOException, InterruptedException {
        int size = options.number("size", 50_000);
        int rounds = options.number("rounds", 3);
        try (BenchDatabase database = new BenchDatabase(4);
                StandInWeCom wecom = new StandInWeCom()) {
            int contacts = 2 * WARM_UP + rounds * (size + size / 10 + size / 100);
            ProcessingBench bench = new ProcessingBench(database, wecom, contacts);
            bench.bank.make();
            wecom.staff(bench.bank.staff());
            Platform platform = new Platform(database).asking(wecom.address());
            try (ServerProcess process = platform.start("-Xmx512m")) {
                bench.contest(platform.port(), process, size, rounds);
            }
        }
    }

    private void contest(int port, ServerProcess process, int size, int rounds)
            throws IOException, InterruptedException {
        OUT.printf("bank of %,d customers with %,d staff%n", bank.customers(), bank.staff());
        workOff(port, WARM_UP);
        workOff(port, WARM_UP);
        List<Double> costs = new ArrayList<>();
        double rate = 0;
        for (int events : new int[] {size / 100, size / 10, size}) {
            Figures figures = new Figures();
            for (int round = 0; round < rounds; round++) {
                figures.add("limit: questions asked and answered", asking());
                Worked worked = workOff(port, events);
                figures.add("applied, while none arrive", worked.draining());
                figures.add("acknowledged and applied, from first to last", worked.throughout());
            }
            OUT.printf(
                    "%,d events a round; resident %d MB, at most %d MB%n",
                    events, process.residentMegabytes(), process.mostResidentMegabytes());
            figures.print("events/s");
            rate = figures.median("applied, while none arrive");
            costs.add(1 / figures.median("acknowledged and applied, from first to last"));
        }
        Figures.atLeast("events applied a second", rate, 1_500);
        Figures.atMost(
                "cost of an event, dearest / cheapest size",
                costs.stream().max(Double::compare).orElseThrow()
                        / costs.stream().min(Double::compare).orElseThrow(),
                1.5);
    }

    private record Worked(double draining, double throughout) {}

    private Worked workOff(int port, int number) throws IOException, InterruptedException {
        long before = count("core.friend_link");
        long endedBefore =
                count("core.friend_link where ended_by = 'CUSTOMER' and added_at > timestamptz '2025-11-01'");
        byte[][] requests = maker.requests(events(number));
        long began = System.nanoTime();
        Load.Result sent = Load.run(port, requests, Duration.ofMinutes(5));
        long waiting = count("wecom.inbox_work");
        long allSent = System.nanoTime();
        long left = waiting;
        long moved = allSent;
        while (left > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
            long now = count("wecom.inbox_work where status = 'PENDING'");
            if (now != left) {
                left = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALLED.toNanos()) {
                moved = System.nanoTime();
                tellWhatIsLeft();
            }
        }
        long end = System.nanoTime();
        int added = number - number / 11;
        if (sent.acknowledged().cardinality() != number
                || count("core.friend_link") - before != added
                || count("core.friend_link where ended_by = 'CUSTOMER' and added_at > timestamptz '2025-11-01'")
                                - endedBefore
                        != number - added
                || count("wecom.inbox_work") != 0) {
            throw new IllegalStateException("Not what was sent has been applied");
        }
        return new Worked(waiting / ((end - allSent) / 1e9), number / ((end - began) / 1e9));
    }

    /** Why nothing moves. */
    private void tellWhatIsLeft() {
        db.sql("""
                        select format('  nothing moved: %s events, %s of them held, failure %s, next try in %s s',
                            count(*), count(leased_by), coalesce(failure_kind, 'none'),
                            round(extract(epoch from min(coalesce(leased_until, next_attempt_at)) - now())))
                        from wecom.inbox_work group by failure_kind
                        """).query(String.class).list().forEach(OUT::println);
    }

    /** Ten new friends, and then one of them lost again. */
    private Event[] events(int number) {
        List<Event> events = new ArrayList<>(number);
        while (events.size() < number) {
            int n = ++used;
            String member = StandInWeCom.member(n, bank.staff());
            events.add(Event.added(member, "wm" + n, Instant.ofEpochSecond(StandInWeCom.addedAt(n))));
            if (events.size() % 11 == 10 && events.size() < number) {
                events.add(Event.lost(member, "wm" + n, LATER.plusSeconds(n)));
            }
        }
        return events.toArray(Event[]::new);
    }

    private double asking() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService askers = Executors.newFixedThreadPool(QUESTIONS)) {
            for (int i = 0; i < QUESTIONS; i++) {
                askers.execute(() -> {
                    for (int n = next.incrementAndGet(); n <= ASKED; n = next.incrementAndGet()) {
                        ask(http, n);
                    }
                });
            }
        }
        return ASKED / ((System.nanoTime() - began) / 1e9);
    }

    private void ask(HttpClient http, int n) {
        try {
            http.send(
                    HttpRequest.newBuilder(
                                    URI.create(wecom.address() + "/cgi-bin/externalcontact/get?external_userid=wm" + n))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long count(String of) {
        return db.sql("select count(*) from " + of).query(Long.class).single();
    }
}
