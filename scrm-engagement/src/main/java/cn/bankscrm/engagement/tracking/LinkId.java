package cn.bankscrm.engagement.tracking;

/** Identifies a tracked link inside the platform; customers see its code. */
public record LinkId(long value) {}
