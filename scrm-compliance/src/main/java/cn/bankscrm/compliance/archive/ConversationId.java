package cn.bankscrm.compliance.archive;

/** Identifies a conversation inside the platform. */
public record ConversationId(long value) {}
