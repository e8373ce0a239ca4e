package cn.bankscrm.wecom.contactway;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import cn.bankscrm.engagement.contactway.CarryingOutContactWays;
import cn.bankscrm.engagement.contactway.ContactWayPublishing;
import cn.bankscrm.engagement.contactway.ReconcilingContactWays;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Keeps WeCom's contact ways in step, on every node. */
@Component
class ContactWayWorker extends BackgroundWorker {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final CarryingOutContactWays carryingOut;
    private final ReconcilingContactWays reconciling;
    private final ContactWayPublishing weCom;
    private final WeComApi api;

    ContactWayWorker(
            CarryingOutContactWays carryingOut,
            ReconcilingContactWays reconciling,
            ContactWayPublishing weCom,
            WeComApi api) {
        super(
                "contact-ways",
                Pace.every(Duration.ofSeconds(5)).pausingAtMost(TEN_SECONDS).stoppingWithin(TEN_SECONDS));
        this.carryingOut = carryingOut;
        this.reconciling = reconciling;
        this.weCom = weCom;
        this.api = api;
    }

    /** Only where WeCom can be called. */
    @Override
    public void start() {
        if (api.knows(WeComApp.CUSTOMER)) {
            super.start();
        }
    }

    @Override
    protected boolean work() {
        boolean more = carryingOut.workOnce(weCom);
        return reconciling.removeOrphans(weCom) || more;
    }

    @Override
    protected boolean mayBeInterrupted() {
        return true;
    }
}
