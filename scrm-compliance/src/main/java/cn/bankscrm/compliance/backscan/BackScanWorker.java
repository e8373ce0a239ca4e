package cn.bankscrm.compliance.backscan;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Works on back-scans while there is nothing better to do: not while the archive has pages to read, and never more than
 * half of the time.
 */
@Component
class BackScanWorker extends BackgroundWorker {

    private static final Duration SHORTEST_REST = Duration.ofMillis(10);

    private final BackScanning scanning;

    BackScanWorker(BackScanning scanning) {
        super("back-scan", Pace.every(Duration.ofSeconds(2)));
        this.scanning = scanning;
    }

    @Override
    protected boolean work() throws InterruptedException {
        if (scanning.ingestionIsBehind()) {
            return false;
        }
        long began = System.nanoTime();
        boolean worked = scanning.scanSome();
        if (worked) {
            Duration spent = Duration.ofNanos(System.nanoTime() - began);
            pause(spent.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : spent);
        }
        return worked;
    }
}
