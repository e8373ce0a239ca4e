package cn.bankscrm.engagement.contactway;

/** Number of a contact way. */
public record ContactWayId(long value) {}
