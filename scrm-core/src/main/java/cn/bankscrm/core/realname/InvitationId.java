package cn.bankscrm.core.realname;

/** Identifies an invitation; what is sent to customers is its token. */
public record InvitationId(long value) {}
