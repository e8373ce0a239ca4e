package cn.bankscrm.wecom.inbox;

import org.springframework.stereotype.Component;

/** Works the inbox off at once, for tests of other packages. */
@Component
public class InboxAtHand {

    private final InboxProcessing processing;

    InboxAtHand(InboxProcessing processing) {
        this.processing = processing;
    }

    /** Until nothing is due. */
    public void workOff() throws InterruptedException {
        int taken;
        do {
            taken = processing.workOnce("test:1");
        } while (taken > 0);
    }
}
