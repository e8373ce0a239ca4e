package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.institution.InstitutionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A plan, whatever its version says.
 *
 * @param institution whose it is; it reaches no further
 * @param pilots where it is tried
 * @param controlShare in ten thousandths; the control group is never touched
 * @param paused why it was halted, while it is
 * @param version grows with each change of the plan itself
 */
public record Plan(
        PlanId id,
        String name,
        Scene scene,
        InstitutionId institution,
        String institutionName,
        PlanState state,
        List<InstitutionId> pilots,
        int controlShare,
        Optional<Pause> paused,
        String madeBy,
        Instant madeAt,
        int version) {

    public Plan {
        pilots = List.copyOf(pilots);
    }
}
