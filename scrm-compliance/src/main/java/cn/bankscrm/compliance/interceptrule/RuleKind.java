package cn.bankscrm.compliance.interceptrule;

/** What WeCom's client does when a word is typed. */
public enum RuleKind {
    /** The member is warned, and the message is not sent. */
    BLOCK,
    /** The member is warned and may send. */
    WARN
}
