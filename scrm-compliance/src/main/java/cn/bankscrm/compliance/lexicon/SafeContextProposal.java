package cn.bankscrm.compliance.lexicon;

import java.time.Instant;

/**
 * Somebody holds that an entry should not hit within a phrase.
 *
 * @param id its number
 * @param line the entry as it was then
 * @param phrase what is to become a safe context of it
 */
public record SafeContextProposal(long id, KeptLine line, String phrase, String proposedBy, Instant proposedAt) {}
