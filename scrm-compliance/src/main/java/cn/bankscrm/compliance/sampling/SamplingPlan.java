package cn.bankscrm.compliance.sampling;

import cn.bankscrm.core.institution.InstitutionId;
import java.time.Instant;
import java.util.Optional;

/**
 * A plan by which conversations are drawn each month (抽检方案).
 *
 * @param institution whose conversations, with all below it
 * @param ended no more is drawn by it
 */
public record SamplingPlan(
        long id,
        String name,
        InstitutionId institution,
        PlanRules rules,
        String madeBy,
        Instant madeAt,
        Optional<Instant> ended) {}
