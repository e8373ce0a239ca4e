package cn.bankscrm.compliance.sampling;

/** Why a conversation is likelier to be drawn. The names are stored. */
public enum RiskSign {
    /** An alert was raised in it in the month, and was not found false. */
    ALERT,
    /** The customer complained in it, or was in distress. */
    COMPLAINT,
    /** The member of staff is new. */
    NEW_STAFF,
    /** The customer's assets are high. */
    HIGH_VALUE
}
