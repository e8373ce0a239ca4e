package cn.bankscrm.core.sync;

/**
 * One thing that a sync found wrong.
 *
 * @param userId the member's id in WeCom
 * @param externalUserId the contact's id in WeCom; empty where the finding concerns the member as a whole
 */
public record SyncFinding(Kind kind, String userId, String externalUserId) {

    /** What was wrong. */
    public enum Kind {
        /** A friend link that no callback told of. */
        MISSED_ADD,
        /** The end of a friend link that no callback told of. */
        MISSED_DELETION,
        /** A friend link whose begin or end was another. */
        CHANGED,
        /** A member whose friends WeCom would not list. */
        UNREADABLE_MEMBER,
        /**
         * A live friend link of a member who left or may have no customers any more, and of which WeCom shows nothing:
         * it is kept as it was.
         */
        OUT_OF_SIGHT,
        /** A member whom more customers deleted or blocked than the platform knows of; WeCom does not say who. */
        UNTOLD_DELETIONS
    }
}
