package cn.bankscrm.engagement.sop;

import java.math.BigDecimal;

/** Why a plan is halted. */
public sealed interface Pause {

    record ByPerson(String by, String reason) implements Pause {}

    /**
     * By the brake: so many of each group turned away.
     *
     * @param low of the difference of the shares, at 99 of 100
     * @param high likewise
     */
    record ByBrake(long treated, long treatedLeft, long control, long controlLeft, BigDecimal low, BigDecimal high)
            implements Pause {}
}
