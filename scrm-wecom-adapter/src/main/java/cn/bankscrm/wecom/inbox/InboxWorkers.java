package cn.bankscrm.wecom.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The threads of this node that work off the inbox. */
@Component
class InboxWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboxWorkers.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InboxProcessing processing;
    private final InboxWork work;
    private final InboxBell bell;
    private final InboxProperties properties;
    private final NodePresence presence;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    InboxWorkers(
            InboxProcessing processing,
            InboxWork work,
            InboxBell bell,
            InboxProperties properties,
            NodePresence presence) {
        this.processing = processing;
        this.work = work;
        this.bell = bell;
        this.properties = properties;
        this.presence = presence;
    }

    private void run(String worker) {
        boolean lost = false;
        while (running) {
            try {
                if (lost) {
                    work.releaseAll(worker);
                    lost = false;
                }
                int taken = processing.workOnce(worker);
                if (taken == 0) {
                    bell.await(properties.idlePoll());
                } else if (taken >= properties.batch()) {
                    bell.ring(); // there is more than one worker can take
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("worker", worker)
                        .addKeyValue("failure", e.getClass().getSimpleName())
                        .log("A batch of events was given up; it will be taken up again");
                lost = true;
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /** After trouble; without any, the bell is waited for. */
    private boolean pause() {
        try {
            Thread.sleep(properties.idlePoll());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void start() {
        running = true;
        if (properties.workers() > 0) {
            presence.begin();
        }
        for (int i = 1; i <= properties.workers(); i++) {
            String worker = presence.node() + ":" + i;
            threads.add(Thread.ofPlatform().daemon().name("inbox-worker-" + i).start(() -> run(worker)));
        }
    }

    /** Lets each worker finish its batch. */
    @Override
    public void stop() {
        running = false;
        threads.forEach(thread -> bell.ring());
        try {
            for (Thread thread : threads) {
                if (!thread.join(PATIENCE)) {
                    thread.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
        presence.end();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
