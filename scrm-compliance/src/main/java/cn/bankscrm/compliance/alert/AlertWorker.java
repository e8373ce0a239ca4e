package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ChatArchived;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks every second for messages that nobody has screened, and at once when this node has read some. */
@Component
class AlertWorker extends BackgroundWorker {

    private final AlertReader reader;

    AlertWorker(AlertReader reader) {
        super("alerts", Pace.every(Duration.ofSeconds(1)));
        this.reader = reader;
    }

    @Override
    protected boolean work() {
        return reader.work();
    }

    @EventListener
    void on(ChatArchived archived) {
        wake();
    }
}
