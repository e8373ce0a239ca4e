package cn.bankscrm.core.realname;

/** Identifies a consent. */
public record ConsentId(long value) {}
