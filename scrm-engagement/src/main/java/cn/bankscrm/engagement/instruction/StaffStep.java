package cn.bankscrm.engagement.instruction;

/** How far an instruction has come with one member of staff. */
public enum StaffStep {
    /** An institution on the way has not passed it on yet. */
    WAITING,
    DELIVERED,
    /** They opened it. */
    SEEN,
    STARTED,
    DONE,
    /** They left the institutions or posts that it is meant for before they had done it. */
    LEFT
}
