package cn.bankscrm.core.segment;

/** What a customer can hold with the bank. The names are stored. */
public enum HoldingKind {
    /** Demand deposit (活期). */
    DEMAND,
    /** Term deposit (定期). */
    TERM,
    /** Wealth management product (理财). */
    WEALTH,
    /** Fund (基金). */
    FUND,
    /** Insurance (保险). */
    INSURANCE,
    /** Precious metal (贵金属). */
    METAL,
    /** Trust (信托). */
    TRUST,
    /** Loan (贷款): the amount is what is still owed. */
    LOAN,
    /** Credit card (信用卡): the amount is what is due. */
    CARD
}
