package cn.bankscrm.kpi.coverage;

/** How a managed customer stands towards the bank in WeCom: what to do about them follows from it. */
public enum Standing {
    /** Certified friend of the own manager: covered. */
    OWN_FRIEND,
    /** Certified friend of somebody else in the bank, who can introduce the manager. */
    COLLEAGUES_FRIEND,
    /** A contact is certified as the customer, but no live friend link is left: to be won back. */
    FRIEND_LOST,
    /** Was certified once and is no longer: to be asked to certify again. */
    CERTIFICATION_ENDED,
    /** No contact is known to be this customer. */
    NOT_REACHED
}
