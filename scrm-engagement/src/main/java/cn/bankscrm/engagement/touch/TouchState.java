package cn.bankscrm.engagement.touch;

/** Where a touch is on its way. */
public enum TouchState {
    /** Somebody wishes it; the fatigue guard has not decided. */
    WISHED,
    /** The fatigue guard said no, and why. */
    SUPPRESSED,
    /** It may go out. */
    PLANNED,
    /** The member of staff has it before them, to send or to confirm. */
    OFFERED,
    SENT,
    /** WeCom could not deliver it: no friend any more, or the customer's quota was used up. */
    FAILED,
    /** The member of staff did not want to. */
    DECLINED,
    /** Its content was withdrawn before it left. */
    WITHDRAWN,
    /** Its time went by. */
    EXPIRED
}
