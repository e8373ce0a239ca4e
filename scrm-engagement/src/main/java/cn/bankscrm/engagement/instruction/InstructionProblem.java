package cn.bankscrm.engagement.instruction;

/** Why an instruction is not issued. */
public enum InstructionProblem {
    /** No title, or more than 40 characters. */
    TITLE,
    /** Nothing is said, or more than 2000 characters. */
    WORDS,
    /** The day is over. */
    DUE,
    /** Days before the last one lie outside 0 to 30. */
    DAYS,
    /** No institution, or one outside the issuer's scope. */
    REACH,
    /** No position. */
    POSITIONS,
    /** There is nobody in such a post there today. */
    NOBODY,
    /** The content is not published, or not to be used there. */
    CONTENT,
    /** The plan is not released, or not of an institution from which it reaches there. */
    PLAN,
    /** There is nothing to be made ready without a content, or by no such channel. */
    CHANNEL
}
