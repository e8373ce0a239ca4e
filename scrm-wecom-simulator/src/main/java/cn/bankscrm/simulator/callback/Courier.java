package cn.bankscrm.simulator.callback;

import cn.bankscrm.simulator.fault.Fault;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.ledger.Attempt;
import cn.bankscrm.simulator.ledger.CallbackEntry;
import cn.bankscrm.simulator.ledger.Ledger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Carries events to the corp: tries again when it must, suffers the faults that are switched on, keeps the book. */
public final class Courier implements AutoCloseable {
    private final CallbackSettings settings;
    private final Faults faults;
    private final Ledger ledger;
    private final InstantSource realTime;
    private final Sender sender;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable CallbackAddress address;

    public Courier(CallbackSettings settings, Faults faults, Ledger ledger, InstantSource realTime) {
        this.settings = settings;
        this.faults = faults;
        this.ledger = ledger;
        this.realTime = realTime;
        this.sender = new Sender(settings, realTime);
    }

    public void sendTo(CallbackAddress newAddress) {
        address = newAddress;
    }

    /** Whether the app's callback passes the check that WeCom makes when its address is saved. */
    public boolean verified(String app) {
        CallbackAddress target = address;
        return target != null && sender.confirms(target.forApp(app), app);
    }

    /** Sends an event without waiting for it. */
    public void dispatch(Event event) {
        Duration late = faults.strikes(FaultKind.REORDER)
                .map(fault -> atLeastASecond(fault.time()))
                .orElse(Duration.ZERO);
        threads.execute(() -> {
            if (rest(late)) {
                deliver(event);
            }
        });
    }

    /** Delivers an event and, if it is to come twice, its duplicate. Returns when the last try has been answered. */
    public void deliver(Event event) {
        Optional<Fault> delay = faults.strikes(FaultKind.DELAY);
        if (delay.isPresent() && !rest(delay.get().time())) {
            return;
        }
        boolean accepted = deliverOnce(event, false);
        Optional<Fault> duplicate = accepted ? faults.strikes(FaultKind.DUPLICATE) : Optional.empty();
        if (duplicate.isPresent() && rest(duplicate.get().time())) {
            deliverOnce(event, true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sender.close();
    }

    private boolean deliverOnce(Event event, boolean duplicate) {
        CallbackAddress target = address;
        List<Attempt> attempts = new ArrayList<>();
        if (target == null || (!duplicate && faults.strikes(FaultKind.LOSE).isPresent())) {
            enter(event, duplicate, CallbackEntry.UNSENT, attempts);
            return false;
        }
        boolean dropped = !duplicate && faults.strikes(FaultKind.DROP).isPresent();
        boolean accepted = false;
        for (int i = 0; i <= settings.rule().retries() && !accepted; i++) {
            if (i > 0 && !rest(settings.rule().pause())) {
                break;
            }
            Attempt attempt = dropped && i == 0 ? lost() : sender.post(target.forApp(event.app()), event);
            attempts.add(attempt);
            accepted = accepted(attempt);
        }
        enter(event, duplicate, accepted ? CallbackEntry.ACKNOWLEDGED : CallbackEntry.FAILED, attempts);
        return accepted;
    }

    private boolean accepted(Attempt attempt) {
        return switch (attempt.outcome()) {
            case "200" -> true;
            case Attempt.DROPPED, Attempt.TIMEOUT, Attempt.UNREACHABLE -> false;
            default -> !settings.rule().statusCounts();
        };
    }

    private Attempt lost() {
        return new Attempt(realTime.instant(), Attempt.DROPPED, 0, "", "", "", "");
    }

    private void enter(Event event, boolean duplicate, String state, List<Attempt> attempts) {
        ledger.enter(new CallbackEntry(
                0,
                event.app(),
                event.type(),
                event.changeType(),
                event.userid(),
                event.externalUserid(),
                event.at(),
                CallbackCipher.sha256(event.xml()),
                duplicate,
                state,
                attempts));
    }

    private static Duration atLeastASecond(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : time;
    }

    private static boolean rest(Duration time) {
        try {
            Thread.sleep(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
