package cn.bankscrm.engagement.tracking;

/** How far a lead has come. */
public enum LeadState {
    NEW,
    /** Somebody looks after it. */
    TAKEN,
    DONE,
    /** Nothing will come of it, and why is said. */
    DROPPED
}
