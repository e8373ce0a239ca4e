package cn.bankscrm.engagement.instruction;

/** What an instruction is as a whole. */
public enum InstructionState {
    RUNNING,
    /** Its time is over; what was done counts. */
    ENDED,
    /** It was wrong, and nobody is to follow it any more. */
    WITHDRAWN
}
