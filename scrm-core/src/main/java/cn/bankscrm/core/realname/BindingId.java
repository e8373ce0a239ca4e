package cn.bankscrm.core.realname;

/** Identifies a binding. */
public record BindingId(long value) {}
