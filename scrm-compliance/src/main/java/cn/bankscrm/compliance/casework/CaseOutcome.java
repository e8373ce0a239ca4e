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
    /** Whoever asked for the closing does not confirm it. */
    SAME_PERSON,
    /** Something is missing: a note, a disposition, a day. */
    INCOMPLETE,
    /** What is proposed as harmless suits none of the words. */
    UNSUITABLE_PHRASE
}
