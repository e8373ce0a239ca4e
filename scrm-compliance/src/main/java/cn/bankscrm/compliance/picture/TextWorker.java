package cn.bankscrm.compliance.picture;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.springframework.stereotype.Component;

/** Looks every few seconds for pictures whose text is to be read; on a thread of its own, for it takes long. */
@Component
class TextWorker extends BackgroundWorker {

    private final TextReading reading;

    TextWorker(TextReading reading, TextRows rows, MeterRegistry registry) {
        super("picture-texts", Pace.every(Duration.ofSeconds(5)).stoppingWithin(Duration.ofSeconds(1)));
        this.reading = reading;
        registry.gauge("scrm.picture.text.waiting", rows, TextRows::waiting);
    }

    @Override
    protected boolean work() throws InterruptedException {
        return reading.readOne();
    }

    @Override
    protected boolean mayBeInterrupted() {
        return true;
    }

    @Override
    public void stop() {
        super.stop();
        reading.close();
    }

    /** Without the cause, which might hold what a picture shows. */
    @Override
    protected void failed(Logger told, RuntimeException failure) {
        told.atWarn()
                .addKeyValue("failure", failure.getClass().getSimpleName())
                .log("Text of pictures met trouble; it goes on");
    }
}
