package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.segment.HoldingKind;
import java.math.BigDecimal;
import java.util.Set;

/** What the plan is to bring about. */
public sealed interface Goal {

    record Certified() implements Goal {}

    /** @param kinds of these kinds; empty: of any */
    record HoldingOpened(Set<HoldingKind> kinds) implements Goal {
        public HoldingOpened {
            kinds = Set.copyOf(kinds);
        }
    }

    /** @param by at least so many yuan more than when the customer came into the plan */
    record AssetsUp(BigDecimal by) implements Goal {
        public AssetsUp {
            if (by.signum() <= 0) {
                throw new IllegalArgumentException("Up is more than nothing");
            }
        }
    }

    record LinkClicked() implements Goal {}
}
