package cn.bankscrm.wecom.tag;

import cn.bankscrm.core.tag.CarryingOutTagWishes;
import cn.bankscrm.core.tag.TagPublishing;
import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Carries out what is wished about tags. When the platform stops, the batch at hand may end; what it leaves is taken up
 * when its lease is over.
 */
@Component
class TagWishWorker extends BackgroundWorker {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final CarryingOutTagWishes carryingOut;
    private final TagPublishing weCom;
    private final WeComApi api;

    TagWishWorker(CarryingOutTagWishes carryingOut, TagPublishing weCom, WeComApi api) {
        super(
                "tag-wishes",
                Pace.every(Duration.ofSeconds(1)).pausingAtMost(TEN_SECONDS).stoppingWithin(TEN_SECONDS));
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
