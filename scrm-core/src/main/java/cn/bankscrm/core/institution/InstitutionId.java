package cn.bankscrm.core.institution;

/** Identifies an institution inside the platform; never shown outside it. */
public record InstitutionId(long value) {}
