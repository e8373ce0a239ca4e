package cn.bankscrm.core.tag;

/** Where a tag is kept and what it is put on. */
public enum TagKind {
    /** Corp tag (企业标签): kept in WeCom, put on friends. */
    CORP,
    /** Tag of a customer strategy (规则组标签): kept in WeCom, shown here and never changed from here. */
    STRATEGY,
    /** The bank's own tag (行内标签): put on customers; WeCom knows nothing of it. */
    OWN
}
