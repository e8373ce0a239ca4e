package cn.bankscrm.compliance.casework;

import java.time.Instant;
import java.util.Map;

/**
 * A step taken in a case.
 *
 * @param step {@value #OPENED}, {@value #ALERTS_ADDED}, {@value #ESCALATED}, or the name of a {@link CaseAction}
 * @param state afterwards
 * @param facts what was chosen
 * @param note what was said; empty where nothing, and for those who may not read chats: notes may quote them
 */
public record CaseStep(Instant at, String by, String step, CaseState state, Map<String, String> facts, String note) {

    static final String OPENED = "OPENED";
    static final String ALERTS_ADDED = "ALERTS_ADDED";
    static final String ESCALATED = "ESCALATED";

    public CaseStep {
        facts = Map.copyOf(facts);
    }

    /** Not what was said: this may end in a log. */
    @Override
    public String toString() {
        return "CaseStep[" + step + "]";
    }
}
