package cn.bankscrm.core.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class BackgroundWorkerTests {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Pace HOURLY = Pace.every(HOUR);

    private @Nullable Working started;

    /** What the worker of a test does in each round. */
    private interface Round {
        boolean take(int number) throws InterruptedException;
    }

    private static class Working extends BackgroundWorker {

        final BlockingQueue<Long> rounds = new LinkedBlockingQueue<>();
        final List<RuntimeException> told = new CopyOnWriteArrayList<>();
        final List<Thread> threads = new CopyOnWriteArrayList<>();
        private final AtomicInteger count = new AtomicInteger();
        private final Round round;

        Working(Pace pace, Round round) {
            super("working", pace);
            this.round = round;
        }

        @Override
        protected boolean work() throws InterruptedException {
            threads.add(Thread.currentThread());
            rounds.add(System.nanoTime());
            return round.take(count.incrementAndGet());
        }

        @Override
        protected void failed(Logger log, RuntimeException failure) {
            told.add(failure);
        }

        /** Waits until a round has begun. */
        long begun() throws InterruptedException {
            Long at = rounds.poll(10, TimeUnit.SECONDS);
            return Objects.requireNonNull(at, "no round within ten seconds");
        }

        boolean nothingFor(Duration time) throws InterruptedException {
            return rounds.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
        }
    }

    private Working started(Working worker) {
        started = worker;
        worker.start();
        return worker;
    }

    @AfterEach
    void stop() {
        if (started != null) {
            started.stop();
        }
    }

    @Test
    void worksUntilThereIsNoMoreAndThenRests() throws InterruptedException {
        Working worker = started(new Working(HOURLY, number -> number < 3));
        worker.begun();
        worker.begun();
        worker.begun();
        assertThat(worker.nothingFor(Duration.ofMillis(100))).isTrue();
    }

    @Test
    void looksAgainAfterItsTick() throws InterruptedException {
        Duration tick = Duration.ofMillis(50);
        Working worker = started(new Working(Pace.every(tick), number -> false));
        long first = worker.begun();
        assertThat(Duration.ofNanos(worker.begun() - first)).isGreaterThanOrEqualTo(tick);
    }

    @Test
    void looksAtOnceWhenWoken() throws InterruptedException {
        Working worker = started(new Working(HOURLY, number -> false));
        worker.begun();
        worker.wake();
        worker.begun();
        assertThat(worker.nothingFor(Duration.ofMillis(100))).isTrue();
    }

    @Test
    void looksOnceMoreWhenWokenWhileAtWork() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        Working worker = started(new Working(HOURLY, number -> {
            woken.await();
            return false;
        }));
        worker.begun();
        worker.wake();
        worker.wake();
        woken.countDown();
        worker.begun();
        assertThat(worker.nothingFor(Duration.ofMillis(100))).isTrue();
    }

    @Test
    void gathersWhatComesShortlyAfterItWasWoken() throws InterruptedException {
        Duration gathering = Duration.ofMillis(200);
        Working worker = started(new Working(HOURLY.gatheringFor(gathering), number -> false));
        worker.begun();
        long before = System.nanoTime();
        worker.wake();
        worker.wake();
        assertThat(Duration.ofNanos(worker.begun() - before)).isGreaterThanOrEqualTo(gathering.minusMillis(1));
        assertThat(worker.nothingFor(Duration.ofMillis(300))).isTrue();
    }

    @Test
    void restsLongerAfterEachFailureAndAsBeforeWhenItWorksAgain() throws InterruptedException {
        Pace pace = Pace.every(Duration.ofMillis(50)).pausingAtMost(Duration.ofMillis(150));
        Working worker = started(new Working(pace, number -> failingUntil(4, number)));
        long first = worker.begun();
        long second = worker.begun();
        long third = worker.begun();
        long fourth = worker.begun();
        long fifth = worker.begun();
        assertThat(Duration.ofNanos(second - first)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        assertThat(Duration.ofNanos(third - second)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(Duration.ofNanos(fourth - third)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(Duration.ofNanos(fifth - fourth)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void tellsOfTheFirstFailureOfEachRowOnly() throws InterruptedException {
        Pace pace = Pace.every(Duration.ofMillis(1)).pausingAtMost(Duration.ofMillis(2));
        Working worker = started(new Working(pace, number -> number == 4 ? false : failingUntil(7, number)));
        for (int round = 1; round <= 8; round++) {
            worker.begun();
        }
        assertThat(worker.told).extracting(RuntimeException::getMessage).containsExactly("1", "5");
    }

    @Test
    void endsWhileItRestsWithoutWaitingForItsTick() throws InterruptedException {
        Working worker = started(new Working(HOURLY, number -> false));
        worker.begun();
        assertThat(worker.isRunning()).isTrue();
        worker.stop();
        assertThat(worker.isRunning()).isFalse();
        assertThat(worker.threads.getFirst().isAlive()).isFalse();
    }

    @Test
    void letsWhatIsUnderWayEndAndBeginsNothingMore() throws InterruptedException {
        CountDownLatch goesOn = new CountDownLatch(1);
        CopyOnWriteArrayList<Integer> ended = new CopyOnWriteArrayList<>();
        Working worker = started(new Working(HOURLY, number -> {
            goesOn.await();
            ended.add(number);
            return true;
        }));
        worker.begun();
        Thread stopping = Thread.ofPlatform().start(worker::stop);
        assertThat(stopping.join(Duration.ofMillis(100))).isFalse();
        goesOn.countDown();
        stopping.join();
        assertThat(ended).containsExactly(1);
        assertThat(worker.threads.getFirst().isAlive()).isFalse();
    }

    @Test
    void isLeftToItselfWhenItDoesNotEndInTime() throws InterruptedException {
        CountDownLatch goesOn = new CountDownLatch(1);
        Working worker = started(new Working(HOURLY.stoppingWithin(Duration.ofMillis(50)), number -> {
            goesOn.await();
            return true;
        }));
        worker.begun();
        worker.stop();
        Thread left = worker.threads.getFirst();
        assertThat(left.isInterrupted()).isFalse();
        worker.start();
        worker.begun();
        goesOn.countDown();
        assertThat(left.join(Duration.ofSeconds(10)))
                .as("the former thread ends, although the worker runs again")
                .isTrue();
    }

    @Test
    void isInterruptedWhenItDoesNotEndInTimeAndBearsThat() throws InterruptedException {
        Working worker = started(
                new Working(HOURLY.stoppingWithin(Duration.ZERO), number -> {
                    new CountDownLatch(1).await();
                    return true;
                }) {
                    @Override
                    protected boolean mayBeInterrupted() {
                        return true;
                    }
                });
        worker.begun();
        worker.stop();
        assertThat(worker.threads.getFirst().isAlive()).isFalse();
        assertThat(worker.told).isEmpty();
    }

    @Test
    void keepsToOneThreadHoweverOftenItIsStarted() throws InterruptedException {
        Working worker = started(new Working(HOURLY, number -> false));
        worker.start();
        worker.begun();
        assertThat(worker.nothingFor(Duration.ofMillis(100))).isTrue();
        assertThat(worker.threads).hasSize(1);
    }

    @Test
    void worksAgainAfterAStop() throws InterruptedException {
        Working worker = started(new Working(HOURLY, number -> false));
        worker.begun();
        worker.stop();
        worker.start();
        worker.begun();
        assertThat(worker.isRunning()).isTrue();
    }

    @Test
    void refusesAPaceThatNeverRests() {
        assertThatThrownBy(() -> Pace.every(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HOURLY.stoppingWithin(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static boolean failingUntil(int last, int number) {
        if (number <= last) {
            throw new IllegalStateException(Integer.toString(number));
        }
        return false;
    }
}
