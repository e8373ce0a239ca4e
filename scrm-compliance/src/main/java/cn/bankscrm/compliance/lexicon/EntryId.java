package cn.bankscrm.compliance.lexicon;

/** Number of an entry; the same entry has it in every version. */
public record EntryId(long value) {}
