package cn.bankscrm.engagement.sop;

/** Where a plan stands. The names are stored. */
public enum PlanState {
    /** No version has been approved. */
    DRAFT,
    /** At work in chosen institutions. */
    PILOT,
    /** At work wherever its institution reaches. */
    LIVE,
    /** By a person, or by the brake. */
    PAUSED,
    ENDED;

    public boolean atWork() {
        return this == PILOT || this == LIVE;
    }
}
