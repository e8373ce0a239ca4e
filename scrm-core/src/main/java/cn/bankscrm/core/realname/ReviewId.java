package cn.bankscrm.core.realname;

/** Identifies a review. */
public record ReviewId(long value) {}
