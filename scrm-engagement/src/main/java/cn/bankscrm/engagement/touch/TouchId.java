package cn.bankscrm.engagement.touch;

/** Identifies a touch. */
public record TouchId(long value) {}
