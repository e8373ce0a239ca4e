package cn.bankscrm.engagement.sop;

/** Where a version stands. The names are stored. */
public enum VersionState {
    DRAFT,
    SUBMITTED,
    SENT_BACK,
    IN_FORCE,
    REPLACED;

    public boolean open() {
        return this == DRAFT || this == SENT_BACK;
    }
}
