package cn.bankscrm.compliance.screening;

import java.util.Optional;

/**
 * A place where an entry hits.
 *
 * @param start first character of the original text that the hit is made of, in UTF-16 units from 0
 * @param end behind the last one
 * @param reading the looser reading that was needed; empty when the text says it plainly
 */
public record Hit(LexiconEntry entry, int start, int end, Optional<LooseReading> reading) {}
