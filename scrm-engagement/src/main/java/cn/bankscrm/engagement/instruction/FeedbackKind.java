package cn.bankscrm.engagement.instruction;

/** What somebody who carries an instruction out says of it. */
public enum FeedbackKind {
    USEFUL,
    /** Customers dislike it. */
    DISLIKED,
    /** It does not fit here. */
    UNFIT
}
