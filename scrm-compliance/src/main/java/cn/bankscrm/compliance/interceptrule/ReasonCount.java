package cn.bankscrm.compliance.interceptrule;

/** How many terms stand in no rule for a reason. */
public record ReasonCount(LeftOut.Reason reason, long terms) {}
