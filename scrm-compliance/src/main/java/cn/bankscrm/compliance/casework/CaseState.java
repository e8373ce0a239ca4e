package cn.bankscrm.compliance.casework;

import java.util.Optional;

/** Where a case stands. The names are stored. */
public enum CaseState {
    /** Opened, and nobody has taken it. */
    OPEN,
    /** Somebody looks into it. */
    IN_REVIEW,
    /** Decided; what was wrong is to be put right. */
    REMEDIATION,
    /** Said to be put right; the owner has not confirmed it. */
    REMEDIATED,
    /** Decided, and nothing left to put right. */
    DECIDED,
    /** The owner wants it closed; a second person has not agreed. */
    CLOSING,
    /** Done. */
    CLOSED;

    /** Where a case stands once further alerts are in it; empty where none may be added. */
    Optional<CaseState> withMoreAlerts() {
        return switch (this) {
            case OPEN, IN_REVIEW -> Optional.of(this);
            case REMEDIATION, REMEDIATED, DECIDED -> Optional.of(IN_REVIEW);
            case CLOSING, CLOSED -> Optional.empty();
        };
    }
}
