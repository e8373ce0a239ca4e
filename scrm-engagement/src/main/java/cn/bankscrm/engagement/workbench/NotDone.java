package cn.bankscrm.engagement.workbench;

/** Why a member of staff does not do a task; whoever wrote the plan learns from it. */
public enum NotDone {
    /** It does not fit this customer. */
    UNSUITABLE,
    /** The customer dislikes such messages. */
    DISLIKED,
    /** It was settled on another way. */
    SETTLED,
    /** What is to be said is wrong or out of date. */
    WRONG_WORDS
}
