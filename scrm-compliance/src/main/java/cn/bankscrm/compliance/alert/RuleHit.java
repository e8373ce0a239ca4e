package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.lexicon.EntryId;

/**
 * Where an entry of the lexicon hits.
 *
 * @param term of the entry, by which the same hit is known in every version of the lexicon
 * @param start in the message's text, in UTF-16 units from 0
 * @param end behind it
 */
public record RuleHit(EntryId entry, String term, int start, int end) {}
