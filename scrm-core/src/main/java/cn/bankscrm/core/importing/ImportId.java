package cn.bankscrm.core.importing;

/** Identifies one import. */
public record ImportId(long value) {}
