package cn.bankscrm.engagement.workbench;

/** Where a task of the day comes from. */
public enum TaskKind {
    /** A touch of channel TASK that the fatigue guard planned. */
    TOUCH,
    /** A mass send that waits for the member's confirmation in WeCom. */
    MASS_SEND,
    /** A moment that waits for the member to publish it in WeCom. */
    MOMENT,
    /** A customer who read long. */
    LEAD,
    /** An instruction that has reached the member and is not done. */
    INSTRUCTION,
    /** A friend whom nobody has certified. */
    CERTIFY
}
