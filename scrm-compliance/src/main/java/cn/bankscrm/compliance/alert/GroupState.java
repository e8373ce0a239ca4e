package cn.bankscrm.compliance.alert;

/** What became of a group of alerts. The names are stored. */
public enum GroupState {
    /** Nobody has decided it. */
    OPEN,
    /** A case has been opened of it. */
    IN_CASE,
    /** Its case is closed. */
    CLOSED,
    /** The words meant something else. */
    FALSE_POSITIVE,
    /** Looked at, and nothing further to do. */
    DISMISSED
}
