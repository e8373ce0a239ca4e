package cn.bankscrm.compliance.archive;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Rung when WeCom says that there are new records: this node then pulls at once. */
@Component
public class ArchiveBell {

    private final Semaphore rings = new Semaphore(0);

    /** Wakes whoever pulls, or lets them look again before they sleep. */
    public void ring() {
        if (rings.availablePermits() == 0) {
            rings.release();
        }
    }

    /** Sleeps until the bell rings, at most that long. */
    void await(Duration atMost) throws InterruptedException {
        if (rings.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            rings.drainPermits();
        }
    }
}
