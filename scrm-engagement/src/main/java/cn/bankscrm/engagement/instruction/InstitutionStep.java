package cn.bankscrm.engagement.instruction;

/** How far an instruction has come with one institution. */
public enum InstitutionStep {
    /** The institution above has not passed it on yet. */
    WAITING,
    DELIVERED,
    /** One of its officers opened it. */
    SEEN,
    /** It went on to its own staff and to the institutions below. */
    PASSED
}
