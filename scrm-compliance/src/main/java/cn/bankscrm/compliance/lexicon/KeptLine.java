package cn.bankscrm.compliance.lexicon;

/** A line with its number. */
public record KeptLine(EntryId id, LexiconLine line) {}
