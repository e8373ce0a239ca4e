package cn.bankscrm.engagement.touch;

/** Where a send is. */
public enum SendState {
    /** Its touches are grouped; WeCom was not called, or is known not to have taken it. */
    READY,
    /** WeCom is being called, or was, and nobody knows whether the call arrived. */
    CALLING,
    /** It lies before the members. */
    DRAFTED,
    /** The member has confirmed it; results come in. */
    CONFIRMED,
    /** It is being taken back from those who have not confirmed. */
    ENDING,
    /** All results are in. */
    CLOSED,
    FAILED,
    /** Its content was withdrawn before anything left. */
    WITHDRAWN
}
