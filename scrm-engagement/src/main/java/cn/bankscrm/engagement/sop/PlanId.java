package cn.bankscrm.engagement.sop;

/** Identifies a plan, whatever its version. */
public record PlanId(long value) {}
