package cn.bankscrm.core.segment;

/** Identifies a segment inside the platform. */
public record SegmentId(short value) {}
