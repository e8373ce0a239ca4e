package cn.bankscrm.engagement.uplift;

import java.math.BigDecimal;

/** What an interval lets one say. */
public enum Verdict {
    /** The whole interval lies above nothing. */
    BETTER,
    /** The whole interval lies below nothing. */
    WORSE,
    /** Nothing lies within the interval: no effect was shown. */
    UNSURE;

    static Verdict of(BigDecimal low, BigDecimal high) {
        if (low.signum() > 0) {
            return BETTER;
        }
        return high.signum() < 0 ? WORSE : UNSURE;
    }
}
