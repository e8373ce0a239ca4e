package cn.bankscrm.compliance.interceptrule;

/** Words that may stand in a rule together: the same is done about them, in the same chats. */
record RuleGroup(RuleKind kind, RuleReach reach) {}
