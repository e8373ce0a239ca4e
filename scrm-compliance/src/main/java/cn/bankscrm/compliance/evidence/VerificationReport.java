package cn.bankscrm.compliance.evidence;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found.
 *
 * @param days that were gone through, the open one among them
 * @param entries of the chain that were compared with their records
 * @param deleted of them, those whose contents retention deleted, with proof
 * @param waiting records that are not in the chain yet
 * @param lastSealed the last sealed day of all
 * @param breaks in the order of the chain; records without a place by their time
 */
record VerificationReport(
        int days, long entries, long deleted, long waiting, Optional<LocalDate> lastSealed, List<Break> breaks) {

    VerificationReport {
        breaks = List.copyOf(breaks);
    }

    boolean whole() {
        return breaks.isEmpty();
    }

    Optional<Break> first() {
        return breaks.stream().findFirst();
    }
}
