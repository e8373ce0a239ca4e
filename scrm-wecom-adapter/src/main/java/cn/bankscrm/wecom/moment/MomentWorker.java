package cn.bankscrm.wecom.moment;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import cn.bankscrm.engagement.touch.CarryingOutMoments;
import cn.bankscrm.engagement.touch.MomentPublishing;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Carries out moments. What it leaves when the platform stops is taken up when its lease is over. */
@Component
class MomentWorker extends BackgroundWorker {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final CarryingOutMoments carryingOut;
    private final MomentPublishing weCom;
    private final WeComApi api;

    MomentWorker(CarryingOutMoments carryingOut, MomentPublishing weCom, WeComApi api) {
        super(
                "moments",
                Pace.every(Duration.ofSeconds(3)).pausingAtMost(TEN_SECONDS).stoppingWithin(TEN_SECONDS));
        this.carryingOut = carryingOut;
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
        return carryingOut.workOnce(weCom);
    }

    @Override
    protected boolean mayBeInterrupted() {
        return true;
    }
}
