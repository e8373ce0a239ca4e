package cn.bankscrm.engagement.workbench;

/**
 * Why a task stands where it stands, what comes first first. Within a rank what is worth more goes first, then what is
 * older, then the smaller key: the same facts give the same order.
 */
public enum Rank {
    /** Whoever does not do it today cannot do it any more. */
    LAST_DAY,
    /** The customer has just shown interest, or is about to finish by themselves. */
    INTERESTED,
    /** A step of a plan, by its worth. */
    PLANNED,
    /** Somebody above asked for it, what is due first first. */
    INSTRUCTED,
    /** One confirmation reaches many, by how many. */
    REACHES_MANY,
    /** A friend counts only once certified, the newest first. */
    UNCERTIFIED
}
