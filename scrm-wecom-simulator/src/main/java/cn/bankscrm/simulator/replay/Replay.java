package cn.bankscrm.simulator.replay;

import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.callback.Event;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One replay: the additions and deletions of a span as callbacks, in order of time, while the virtual clock moves on
 * with them. Several are under way at once; a delivery that must be tried again holds up its own place only.
 */
public final class Replay {
    private final ReplayOrder order;
    private final World world;
    private final Courier courier;
    private final InstantSource realTime;
    private final Instant begin;
    private final Events events;
    private final List<Step> steps;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong done = new AtomicLong();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile String state = ReplayStatus.RUNNING;
    private volatile long millis;

    private Replay(
            ReplayOrder order, World world, Events events, Courier courier, Faults faults, InstantSource realTime) {
        this.order = order;
        this.world = world;
        this.courier = courier;
        this.realTime = realTime;
        this.begin = realTime.instant();
        this.events = events;
        this.steps = shuffledALittle(plan(order, world), faults);
    }

    /** Sets the clock just before the first event and begins. */
    public static Replay start(
            ReplayOrder order, World world, Events events, Courier courier, Faults faults, InstantSource realTime) {
        Replay replay = new Replay(order, world, events, courier, faults, realTime);
        replay.go();
        return replay;
    }

    public ReplayStatus status() {
        long spent = state.equals(ReplayStatus.RUNNING)
                ? Duration.between(begin, realTime.instant()).toMillis()
                : millis;
        return new ReplayStatus(state, steps.size(), done.get(), spent);
    }

    public ReplayStatus await(Duration patience) throws InterruptedException {
        boolean ended = workers.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            throw new IllegalStateException("the replay has not ended after " + patience + ": " + status());
        }
        return status();
    }

    public void stop() {
        if (state.equals(ReplayStatus.RUNNING)) {
            state = ReplayStatus.STOPPED;
            workers.shutdownNow();
        }
    }

    private void go() {
        world.clock().stand();
        Instant first = order.from().equals(Instant.MIN) ? firstEvent() : order.from();
        world.clock().set(first.minusSeconds(1));
        Instant virtualBegin = world.clock().instant();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < order.concurrency(); i++) {
            running.add(workers.submit(() -> work(virtualBegin)));
        }
        workers.execute(() -> finish(running));
        workers.shutdown();
    }

    private Instant firstEvent() {
        return steps.stream()
                .map(Step::at)
                .min(Comparator.naturalOrder())
                .orElse(world.clock().instant());
    }

    private void work(Instant virtualBegin) {
        for (int i = next.getAndIncrement(); i < steps.size(); i = next.getAndIncrement()) {
            Step step = steps.get(i);
            if (!waitFor(step, virtualBegin)) {
                return;
            }
            world.clock().reach(step.at());
            courier.deliver(step.event(events));
            done.incrementAndGet();
        }
    }

    private boolean waitFor(Step step, Instant virtualBegin) {
        if (order.speed() == 0) {
            return !Thread.currentThread().isInterrupted();
        }
        Duration virtual = Duration.between(virtualBegin, step.at());
        Instant due = begin.plusMillis((long) (virtual.toMillis() / order.speed()));
        try {
            Thread.sleep(Duration.between(realTime.instant(), due));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void finish(List<Future<?>> running) {
        try {
            for (Future<?> worker : running) {
                worker.get();
            }
            if (!order.to().equals(Instant.MAX)) {
                world.clock().reach(order.to());
            }
            state = ReplayStatus.FINISHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            state = ReplayStatus.STOPPED;
            throw new IllegalStateException("a worker of the replay failed", e.getCause());
        } finally {
            millis = Duration.between(begin, realTime.instant()).toMillis();
        }
    }

    /** An event to come; its XML is written only when its turn has come. */
    private record Step(Instant at, FriendLink link, Optional<FriendLink.Ending> ending) {
        Event event(Events events) {
            return ending.map(end -> events.ended(link, end)).orElseGet(() -> events.added(link, true));
        }
    }

    private static List<Step> plan(ReplayOrder order, World world) {
        List<Step> plan = new ArrayList<>();
        for (FriendLink link : world.friends().everyLink()) {
            plan.add(new Step(Instant.ofEpochSecond(link.createtime()), link, Optional.empty()));
            Optional<FriendLink.Ending> ending = link.ending();
            ending.ifPresent(end -> plan.add(new Step(Instant.ofEpochSecond(end.at()), link, ending)));
        }
        plan.removeIf(step -> step.at().isBefore(order.from()) || !step.at().isBefore(order.to()));
        plan.sort(Comparator.comparing(Step::at));
        return plan;
    }

    private static List<Step> shuffledALittle(List<Step> plan, Faults faults) {
        for (int i = 0; i + 1 < plan.size(); i++) {
            if (faults.strikes(FaultKind.REORDER).isPresent()) {
                Collections.swap(plan, i, i + 1);
            }
        }
        return plan;
    }
}
