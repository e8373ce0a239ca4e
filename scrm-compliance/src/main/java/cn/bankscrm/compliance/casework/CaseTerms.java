package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertLevel;
import java.time.Duration;

/** Until when cases are to be done, and when they are brought before somebody higher. */
public final class CaseTerms {

    /** How long a higher institution has before the next one up is told. */
    public static final Duration ESCALATED_AGAIN_AFTER = Duration.ofDays(2);

    private CaseTerms() {}

    /** From opening to closing. */
    public static Duration due(AlertLevel level) {
        return switch (level) {
            case URGENT -> Duration.ofDays(1);
            case HIGH -> Duration.ofDays(3);
            case MEDIUM -> Duration.ofDays(7);
            case LOW -> Duration.ofDays(15);
        };
    }
}
