package cn.bankscrm.engagement.content;

/** What a piece of content is: domain E1. */
public enum ContentKind {
    ARTICLE,
    POSTER,
    /** What a manager says, without a page behind it. */
    SCRIPT,
    MARKET,
    PRODUCT_CARD,
    MINI_PROGRAM,
    VIDEO
}
