package cn.bankscrm.compliance.screening;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The plain reading of a text: what its normal form says. Every entry is read so. */
final class PlainReading {

    private final PhraseAutomaton automaton;
    private final TextCodes codes;
    private final EntryUses uses;
    private final SafeContexts safe;
    private final Combinations combinations = new Combinations();

    PlainReading(List<LexiconEntry> entries) {
        Phrases phrases = new Phrases();
        EntryUses.Collected collected = new EntryUses.Collected();
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i).phrase()) {
                case Phrase.Literal(String term) ->
                    collected.add(phrases.number(PlainForm.normal(term)), i, EntryUses.WHOLE);
                case Phrase.Combination(String first, String second, int distance) -> {
                    int one = phrases.number(PlainForm.normal(first));
                    int other = phrases.number(PlainForm.normal(second));
                    collected.add(one, i, EntryUses.FIRST);
                    collected.add(other, i, EntryUses.SECOND);
                    combinations.put(i, phrases.length(one), phrases.length(other), distance);
                }
            }
        }
        uses = collected.of(phrases.size());
        Phrases contexts = new Phrases();
        int[][] contextsOfEntry = SafeContexts.numbers(
                entries.stream()
                        .map(entry -> entry.safeContexts().stream()
                                .map(PlainForm::normal)
                                .toList())
                        .toList(),
                contexts);
        Alphabet alphabet = Alphabet.of(phrases, contexts);
        automaton = new PhraseAutomaton(alphabet, phrases.symbols());
        codes = new TextCodes(alphabet);
        safe = new SafeContexts(alphabet, contexts, contextsOfEntry);
    }

    /** Leaves the places where phrases occur in the workspace. */
    void read(String text, Workspace space) {
        codes.read(text, space);
        automaton.find(space.codes(), space.length(), space.singles(), space.occurrences());
    }

    /** Whether there is more to explain than one half of combinations. */
    boolean mayHit(Workspace space) {
        Occurrences occurrences = space.occurrences();
        boolean first = false;
        boolean second = false;
        for (int i = 0; i < occurrences.size(); i++) {
            int phrase = occurrences.number(i);
            for (int use = uses.from(phrase); use < uses.to(phrase); use++) {
                switch (uses.part(use)) {
                    case EntryUses.FIRST -> first = true;
                    case EntryUses.SECOND -> second = true;
                    default -> {
                        return true;
                    }
                }
            }
        }
        return first && second;
    }

    /**
     * Tells what the places mean that were left in the workspace.
     *
     * @param applies whether an entry counts on this occasion
     */
    void explain(Workspace space, IntPredicate applies, Consumer<Found> found) {
        SafePlaces places = new SafePlaces(safe, space);
        Combinations.Pair taker = (entry, start, end) -> {
            if (!places.cover(entry, start, end)) {
                found.accept(new Found(entry, start, end, Optional.empty()));
            }
        };
        Combinations.@Nullable Parts parts = null;
        Occurrences occurrences = space.occurrences();
        for (int i = 0; i < occurrences.size(); i++) {
            int phrase = occurrences.number(i);
            int end = occurrences.end(i);
            for (int use = uses.from(phrase); use < uses.to(phrase); use++) {
                int entry = uses.entry(use);
                if (!applies.test(entry)) {
                    continue;
                }
                if (uses.part(use) == EntryUses.WHOLE) {
                    taker.take(entry, end - automaton.length(phrase), end);
                } else {
                    if (parts == null) {
                        parts = combinations.new Parts();
                    }
                    parts.add(entry, uses.part(use), end);
                }
            }
        }
        if (parts != null) {
            parts.pairs(taker);
        }
    }

    /** Makes the places known where the characters of the normal form come from, up to that one. */
    void locate(String text, int last, Workspace space) {
        codes.locate(text, last, space);
    }

    /** The safe contexts of one text, looked for when they are first asked for. */
    private static final class SafePlaces {

        private final SafeContexts safe;
        private final Workspace space;
        private SafeContexts.@Nullable Places places;

        SafePlaces(SafeContexts safe, Workspace space) {
            this.safe = safe;
            this.space = space;
        }

        boolean cover(int entry, int start, int end) {
            if (!safe.has(entry)) {
                return false;
            }
            SafeContexts.Places known = places;
            if (known == null) {
                known = safe.in(space.codes(), space.length());
                places = known;
            }
            return known.cover(entry, start, end);
        }
    }
}
