package cn.bankscrm.compliance.response;

import cn.bankscrm.compliance.archive.ChatArchived;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps waits up with the archive, and looks for those that have become too long. */
@Component
class ResponseWorker extends BackgroundWorker {

    private final WaitReading reading;
    private final SlowAnswers slow;

    ResponseWorker(WaitReading reading, SlowAnswers slow) {
        super("response-times", Pace.every(Duration.ofSeconds(10)).gatheringFor(Duration.ofMillis(500)));
        this.reading = reading;
        this.slow = slow;
    }

    @Override
    protected boolean work() {
        return reading.readSome() || slow.raiseSome();
    }

    @EventListener
    void on(ChatArchived archived) {
        wake();
    }
}
