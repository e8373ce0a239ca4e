package cn.bankscrm.engagement.sales;

/** How far an order has come: domain E10. */
public enum SaleState {
    /** The customer made a reservation, or applied. */
    RESERVED,
    /** The bank granted it, or the money came in. */
    CREDITED,
    /** The customer uses it. */
    USED
}
