package cn.bankscrm.core.institution;

/** Institutions were added, renamed or moved in the tree. Published inside the transaction of the change. */
public record InstitutionsChanged() {}
