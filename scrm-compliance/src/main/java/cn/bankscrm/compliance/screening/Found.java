package cn.bankscrm.compliance.screening;

import java.util.Comparator;
import java.util.Optional;

/**
 * An entry found in the normal form of a text.
 *
 * @param entry its number in the lexicon
 * @param start first character of the normal form
 * @param end behind the last one
 */
record Found(int entry, int start, int end, Optional<LooseReading> reading) {

    static final Comparator<Found> ORDER =
            Comparator.comparingInt(Found::start).thenComparingInt(Found::end).thenComparingInt(Found::entry);
}
