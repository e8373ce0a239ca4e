package cn.bankscrm.compliance.picture;

import cn.bankscrm.compliance.archive.ChatArchived;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks every other second for pictures, one at a time. What is under way when the platform stops comes again. */
@Component
class PictureWorker extends BackgroundWorker {

    private final PictureRows rows;
    private final PictureReading reading;
    private final PictureAlerts alerts;

    PictureWorker(PictureRows rows, PictureReading reading, PictureAlerts alerts, MeterRegistry registry) {
        super("pictures", Pace.every(Duration.ofSeconds(2)).stoppingWithin(Duration.ofSeconds(5)));
        this.rows = rows;
        this.reading = reading;
        this.alerts = alerts;
        registry.gauge("scrm.picture.waiting", rows, PictureRows::waiting);
    }

    @Override
    protected boolean work() {
        boolean more = rows.takeUp();
        more |= rows.queue();
        more |= reading.readOne();
        more |= alerts.raise();
        return more;
    }

    @EventListener
    void on(ChatArchived archived) {
        wake();
    }

    /** Without the cause, which might hold what a picture shows. */
    @Override
    protected void failed(Logger told, RuntimeException failure) {
        told.atWarn()
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .log("Pictures of chats met trouble; they go on");
    }
}
