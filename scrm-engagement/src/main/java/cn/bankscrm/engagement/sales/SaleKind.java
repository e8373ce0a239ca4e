package cn.bankscrm.engagement.sales;

/** What kind of product was sold. */
public enum SaleKind {
    DEPOSIT,
    WEALTH,
    FUND,
    INSURANCE,
    GOLD,
    TRUST,
    LOAN,
    CARD,
    OTHER
}
