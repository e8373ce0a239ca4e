package cn.bankscrm.compliance.archive;

import org.springframework.stereotype.Component;

/** Rung when WeCom says that there are new records: this node then pulls at once. */
@Component
public class ArchiveBell {

    private volatile Runnable puller = () -> {};

    /** Wakes whoever pulls, or lets them look again before they rest; where nobody pulls nobody hears it. */
    public void ring() {
        puller.run();
    }

    void wakes(Runnable whoPulls) {
        this.puller = whoPulls;
    }
}
