package cn.bankscrm.engagement.content;

/** Identifies a piece of content, whatever its version. */
public record ContentId(long value) {}
