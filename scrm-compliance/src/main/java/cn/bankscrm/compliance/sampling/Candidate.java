package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.core.staff.StaffId;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/**
 * A conversation that may be drawn.
 *
 * @param lastSeq the last message of the month
 * @param messages of the month
 */
record Candidate(
        ConversationId conversation,
        StaffId staff,
        long lastSeq,
        int messages,
        Set<RiskSign> signs,
        BigDecimal weight) {

    Candidate {
        signs = signs.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(signs));
    }
}
