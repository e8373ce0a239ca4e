package cn.bankscrm.compliance.casework;

/** What became of a step. */
public enum CaseOutcome {
    DONE,
    /** There is no such case for this officer. */
    GONE,
    /** Somebody has taken a step since they looked. */
    STALE,
    /** Not in this state. */
    NOT_NOW,
    /** The owner's alone. */
    NOT_OWNER,
    /** Whoever decided, or asked for the closing, does not confirm it. */
    SAME_PERSON,
    /** Something is missing: a note, a disposition, a day. */
    INCOMPLETE,
    /** What is to be put right cannot be due before today. */
    DUE_IN_THE_PAST,
    /** One of the alerts is none of this officer's, or has been decided. */
    ALERTS_DECIDED,
    /** Whom it is to be handed to does not see it, or has it. */
    UNSUITABLE_OFFICER,
    /** What is proposed as harmless suits none of the words. */
    UNSUITABLE_PHRASE
}
