package cn.bankscrm.core.realname;

/** Where a review stands. The names are stored. */
public enum ReviewStatus {
    /** Nobody has taken it up. */
    OPEN,
    /** One person proposed to certify; a second has to agree. */
    PROPOSED,
    /** The contact was certified. */
    APPROVED,
    /** It was not. */
    REJECTED,
    /** The customer answered once more, and that counts. */
    SUPERSEDED
}
