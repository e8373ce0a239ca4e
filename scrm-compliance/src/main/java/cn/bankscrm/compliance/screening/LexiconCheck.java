package cn.bankscrm.compliance.screening;

import cn.bankscrm.compliance.screening.UnsuitableLexicon.Fault;
import cn.bankscrm.compliance.screening.UnsuitableLexicon.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what makes entries unusable, all of it at once. */
final class LexiconCheck {

    private LexiconCheck() {}

    /** @throws UnsuitableLexicon when an entry is at fault */
    static void check(Lexicon lexicon) {
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < lexicon.entries().size(); i++) {
            int position = i;
            LexiconEntry entry = lexicon.entries().get(i);
            reason(entry).ifPresent(reason -> faults.add(new Fault(position, entry.term(), reason)));
        }
        if (!faults.isEmpty()) {
            throw new UnsuitableLexicon(faults);
        }
    }

    private static Optional<Reason> reason(LexiconEntry entry) {
        if (entry.category().isBlank()) {
            return Optional.of(Reason.NO_CATEGORY);
        }
        return switch (entry.phrase()) {
            case Phrase.Literal(String term) ->
                ofPhrase(term).or(() -> ofReadings(entry, term)).or(() -> ofContexts(entry));
            case Phrase.Combination(String first, String second, int distance) -> {
                if (distance < 0 || distance > PlainForm.LONGEST) {
                    yield Optional.of(Reason.DISTANCE_OUT_OF_RANGE);
                }
                if (!entry.readings().isEmpty()) {
                    yield Optional.of(Reason.LOOSE_COMBINATION);
                }
                yield ofPhrase(first).or(() -> ofPhrase(second)).or(() -> ofContexts(entry));
            }
        };
    }

    private static Optional<Reason> ofPhrase(String phrase) {
        int length = PlainForm.of(phrase).length();
        return length == 0
                ? Optional.of(Reason.NOTHING_TO_LOOK_FOR)
                : length > PlainForm.LONGEST ? Optional.of(Reason.TOO_LONG) : Optional.empty();
    }

    private static Optional<Reason> ofReadings(LexiconEntry entry, String term) {
        if (entry.readings().isEmpty()) {
            return Optional.empty();
        }
        int length = PlainForm.of(term).length();
        return entry.readings().stream().anyMatch(reading -> length < reading.shortestTerm())
                ? Optional.of(Reason.TOO_SHORT_FOR_LOOSE)
                : Optional.empty();
    }

    private static Optional<Reason> ofContexts(LexiconEntry entry) {
        for (String context : entry.safeContexts()) {
            int length = PlainForm.of(context).length();
            if (length == 0) {
                return Optional.of(Reason.EMPTY_SAFE_CONTEXT);
            }
            if (length > PlainForm.LONGEST) {
                return Optional.of(Reason.TOO_LONG);
            }
        }
        return Optional.empty();
    }
}
