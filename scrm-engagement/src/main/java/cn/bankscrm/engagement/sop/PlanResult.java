package cn.bankscrm.engagement.sop;

import cn.bankscrm.engagement.uplift.AmountUplift;
import cn.bankscrm.engagement.uplift.Amounts;
import cn.bankscrm.engagement.uplift.Confidence;
import cn.bankscrm.engagement.uplift.Share;
import cn.bankscrm.engagement.uplift.Uplift;
import java.time.Instant;
import java.util.Optional;

/**
 * What a plan has brought about, all its versions together.
 *
 * @param reached of those treated
 * @param controlReached of the control group
 * @param left who turned away, of those treated
 * @param controlLeft likewise of the control group
 * @param amounts by how much assets rose, of those treated
 * @param countedAt empty: nobody has come in
 */
public record PlanResult(
        Share reached,
        Share controlReached,
        Share left,
        Share controlLeft,
        Amounts amounts,
        Amounts controlAmounts,
        Optional<Instant> countedAt) {

    /** Of the goal, at 95 of 100. */
    public Optional<Uplift> uplift() {
        return Uplift.of(reached, controlReached, Confidence.P95);
    }

    /** Of those who turned away, at 95 of 100. */
    public Optional<Uplift> turnedAway() {
        return Uplift.of(left, controlLeft, Confidence.P95);
    }

    /** Of the assets, in yuan a customer. */
    public Optional<AmountUplift> amountUplift() {
        return AmountUplift.of(amounts, controlAmounts, Confidence.P95);
    }
}
