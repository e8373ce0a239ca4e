package cn.bankscrm.engagement.content;

/** Identifies one version of a piece of content. */
public record ContentVersionId(long value) {}
