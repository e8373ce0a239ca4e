package cn.bankscrm.engagement.touch;

/** Identifies a send: one draft at WeCom, for one member (mass send) or for many (moment). */
public record SendId(long value) {}
