package cn.bankscrm.wecom.message;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import cn.bankscrm.engagement.touch.CarryingOutMassSends;
import cn.bankscrm.engagement.touch.MassSending;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Carries out mass sends. What it leaves when the platform stops is taken up when its lease is over. */
@Component
class MassSendWorker extends BackgroundWorker {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final CarryingOutMassSends carryingOut;
    private final MassSending weCom;
    private final WeComApi api;

    MassSendWorker(CarryingOutMassSends carryingOut, MassSending weCom, WeComApi api) {
        super(
                "mass-sends",
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
