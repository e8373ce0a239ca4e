package cn.bankscrm.wecom.message;

import cn.bankscrm.engagement.touch.NewFriend;
import cn.bankscrm.engagement.touch.WelcomeSending;
import cn.bankscrm.engagement.touch.Welcoming;
import cn.bankscrm.wecom.callback.WelcomeQueue;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Greets new friends as they come, on threads of its own that do nothing else. */
@Component
class WelcomeDesk implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WelcomeDesk.class);
    private static final int THREADS = 4;
    private static final long LISTENS_MILLIS = 200;
    private static final long PATIENCE_MILLIS = 8000;

    private final WelcomeQueue queue;
    private final Welcoming welcoming;
    private final WelcomeSending weCom;
    private final WeComApi api;
    private final MeterRegistry meters;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    WelcomeDesk(WelcomeQueue queue, Welcoming welcoming, WelcomeSending weCom, WeComApi api, MeterRegistry meters) {
        this.queue = queue;
        this.welcoming = welcoming;
        this.weCom = weCom;
        this.api = api;
        this.meters = meters;
    }

    private void work() {
        try {
            while (running) {
                NewFriend friend = queue.next(LISTENS_MILLIS);
                if (friend != null) {
                    greet(friend);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void greet(NewFriend friend) throws InterruptedException {
        String outcome;
        try {
            outcome = welcoming.greet(friend, weCom).name();
        } catch (RuntimeException e) {
            // the outermost loop: the next one is greeted, whatever this was
            outcome = "error";
            log.atWarn().setCause(e).log("A new friend could not be greeted");
        }
        meters.counter("scrm.wecom.welcomes", "outcome", outcome.toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Only where WeCom can be called. */
    @Override
    public synchronized void start() {
        if (!running && api.knows(WeComApp.CUSTOMER)) {
            running = true;
            for (int i = 1; i <= THREADS; i++) {
                threads.add(Thread.ofPlatform().daemon().name("welcome-" + i).start(this::work));
            }
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
