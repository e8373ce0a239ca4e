package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.LexiconEntry;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A line as the lexicon keeps it.
 *
 * @param ground the clause of law or of the bank's rules that it rests on (依据); may be empty
 * @param validFrom first day on which it applies; null: since ever
 * @param validTo last day on which it applies; null: without end
 */
public record LexiconLine(
        LexiconEntry entry,
        String ground,
        @Nullable LocalDate validFrom,
        @Nullable LocalDate validTo) {

    public LexiconLine {
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            throw new IllegalArgumentException("An entry ends on the day on which it begins, or later");
        }
    }

    /** Without a ground, for all time. */
    public static LexiconLine of(LexiconEntry entry) {
        return new LexiconLine(entry, "", null, null);
    }

    boolean appliesOn(LocalDate day) {
        return (validFrom == null || !day.isBefore(validFrom)) && (validTo == null || !day.isAfter(validTo));
    }
}
