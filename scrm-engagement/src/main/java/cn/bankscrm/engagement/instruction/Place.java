package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An institution on an instruction's way.
 *
 * @param depth below the place that is looked at, which has 0
 * @param arrivedAt empty where it waits for the institution above
 * @param passedBy the account's name; empty where nobody has, or it went on by itself
 * @param escalated whether it was brought before the institution above
 * @param own its own staff
 * @param all its own staff and those of all institutions below
 * @param typical the median time from the arrival with a member of staff to their being done with it; empty where
 *     nobody is
 */
public record Place(
        InstitutionId id,
        Optional<InstitutionId> parent,
        String code,
        String name,
        int depth,
        InstitutionStep step,
        Optional<Instant> arrivedAt,
        Optional<Instant> passedAt,
        Optional<String> passedBy,
        boolean escalated,
        StepCounts own,
        StepCounts all,
        Optional<Duration> typical) {

    /** Whether it has arrived here and does not go on. */
    public boolean stalls() {
        return step == InstitutionStep.DELIVERED || step == InstitutionStep.SEEN;
    }
}
