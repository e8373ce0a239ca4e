package cn.bankscrm.engagement.tracking;

/** Identifies a lead. */
public record LeadId(long value) {}
