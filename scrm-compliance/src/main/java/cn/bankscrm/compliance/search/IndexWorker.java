package cn.bankscrm.compliance.search;

import cn.bankscrm.compliance.archive.ChatArchived;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks every second for new messages, and at once when this node has read some. */
@Component
class IndexWorker extends BackgroundWorker {

    private final IndexKeeper keeper;

    IndexWorker(IndexKeeper keeper) {
        super("chat-index", Pace.every(Duration.ofSeconds(1)).stoppingWithin(Duration.ofSeconds(15)));
        this.keeper = keeper;
    }

    @Override
    protected boolean work() {
        return keeper.work();
    }

    /** Commits and closes the index too. */
    @Override
    public void stop() {
        super.stop();
        keeper.stop();
    }

    @EventListener
    void on(ChatArchived archived) {
        wake();
    }
}
