package cn.bankscrm.core.staff;

/** Identifies a member of staff inside the platform; never shown outside it. */
public record StaffId(long value) {}
