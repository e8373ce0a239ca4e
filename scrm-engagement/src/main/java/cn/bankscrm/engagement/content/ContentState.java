package cn.bankscrm.engagement.content;

/** Where a version stands on its way. */
public enum ContentState {
    DRAFT,
    /** Waits for a compliance officer; does not change meanwhile. */
    SUBMITTED,
    /** The officer wants it mended; it is open like a draft. */
    SENT_BACK,
    PUBLISHED,
    /** A newer version took its place. */
    REPLACED,
    WITHDRAWN,
    EXPIRED;

    /** Whether its author may write on it. */
    public boolean isOpen() {
        return this == DRAFT || this == SENT_BACK;
    }
}
