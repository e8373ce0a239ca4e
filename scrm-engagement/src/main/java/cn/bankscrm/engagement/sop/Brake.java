package cn.bankscrm.engagement.sop;

import cn.bankscrm.engagement.uplift.Confidence;
import cn.bankscrm.engagement.uplift.Share;
import cn.bankscrm.engagement.uplift.Uplift;
import cn.bankscrm.engagement.uplift.Verdict;
import java.util.Optional;

/**
 * Decides whether more of those whom a plan touches turn away from us (delete a member of staff, or opt out) than of
 * its control group. It is asked many times while a plan runs, so it asks for 99 of 100, not 95.
 */
final class Brake {

    /** Fewer show nothing yet. */
    static final long AT_LEAST = 50;

    private Brake() {}

    /** What is wrong, where something is. */
    static Optional<Uplift> pull(Share treated, Share control) {
        if (treated.of() < AT_LEAST || control.of() < AT_LEAST) {
            return Optional.empty();
        }
        return Uplift.of(treated, control, Confidence.P99).filter(uplift -> uplift.verdict() == Verdict.BETTER);
    }
}
