package cn.bankscrm.engagement.sop;

import java.time.Instant;
import java.util.Optional;

/**
 * A version of a plan.
 *
 * @param revision grows with each change while it is a draft
 * @param reason of whoever decided
 */
public record PlanVersion(
        long id,
        int number,
        VersionState state,
        PlanRule rule,
        String writtenBy,
        Instant writtenAt,
        Optional<String> submittedBy,
        Optional<String> decidedBy,
        Optional<String> reason,
        int revision) {}
