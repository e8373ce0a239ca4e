package cn.bankscrm.engagement.sop;

import java.util.List;

/**
 * A version with what carrying it out needs to know of its plan.
 *
 * @param institutions who is managed there, or below, may come into the plan
 * @param controlShare in ten thousandths
 */
record Running(PlanId plan, long version, PlanRule rule, List<Long> institutions, int controlShare, String seed) {

    Running {
        institutions = List.copyOf(institutions);
    }

    Long[] institutionIds() {
        return institutions.toArray(Long[]::new);
    }
}
