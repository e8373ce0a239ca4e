package cn.bankscrm.core.inbound;

/** Identifies an event of the inbox; ascending in the order of arrival. */
public record InboxEventId(long value) {}
