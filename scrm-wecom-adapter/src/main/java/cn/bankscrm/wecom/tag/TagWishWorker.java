package cn.bankscrm.wecom.tag;

import cn.bankscrm.core.tag.CarryingOutTagWishes;
import cn.bankscrm.core.tag.TagPublishing;
import cn.bankscrm.core.worker.WorkerThreads;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** One thread of each node that carries out what is wished about tags. */
@Component
class TagWishWorker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TagWishWorker.class);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final CarryingOutTagWishes carryingOut;
    private final TagPublishing weCom;
    private final WeComApi api;
    private volatile boolean running;
    private @Nullable Thread thread;

    TagWishWorker(CarryingOutTagWishes carryingOut, TagPublishing weCom, WeComApi api) {
        this.carryingOut = carryingOut;
        this.weCom = weCom;
        this.api = api;
    }

    @Override
    public void start() {
        if (!api.knows(WeComApp.CUSTOMER)) {
            return;
        }
        running = true;
        thread = Thread.ofVirtual().name("tag-wishes").start(this::work);
    }

    /** Lets the batch at hand end; what it leaves is taken up when its lease is over. */
    @Override
    public void stop() {
        running = false;
        Thread worker = thread;
        if (worker != null && !WorkerThreads.ended(worker, LONGEST_STOP)) {
            worker.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void work() {
        while (running) {
            Duration rest = Duration.ZERO;
            try {
                if (!carryingOut.workOnce(weCom)) {
                    rest = LOOK;
                }
            } catch (RuntimeException e) {
                // The outermost loop: without the database there is nothing to do but to look again.
                log.error("The wishes about tags met something unforeseen", e);
                rest = AFTER_TROUBLE;
            }
            try {
                Thread.sleep(rest);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
