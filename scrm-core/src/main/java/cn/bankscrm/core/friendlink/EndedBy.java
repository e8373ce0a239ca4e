package cn.bankscrm.core.friendlink;

/** Who ended a friend link. */
public enum EndedBy {
    /** The member of staff deleted the customer. */
    STAFF,
    /** The customer deleted the member of staff. */
    CUSTOMER,
    /** WeCom moved the customer to another member of staff. */
    TRANSFER,
    /** It is gone, but nobody said how: found by reconciliation. A later report of the ending takes its place. */
    UNKNOWN
}
