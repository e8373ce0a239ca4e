package cn.bankscrm.engagement.sop;

/** What a plan is for: the scenes of domain E4. The names are stored. */
public enum Scene {
    /** The customer becomes a friend (客户添加). */
    ADDING,
    /** Care, product, lead, after-sale, campaign (客户激活). */
    ACTIVATION,
    /** Seed, release, conversion (产品营销). */
    PRODUCT,
    ACCOUNT_OPENING,
    /** A camp of five to seven days with check-ins (AUM 提升). */
    AUM_GROWTH
}
