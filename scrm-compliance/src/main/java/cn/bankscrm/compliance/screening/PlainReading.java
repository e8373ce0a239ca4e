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
    private final int[] distances;

    PlainReading(List<LexiconEntry> entries) {
        Phrases phrases = new Phrases();
        EntryUses.Collected collected = new EntryUses.Collected();
        distances = new int[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i).phrase()) {
                case Phrase.Literal(String term) ->
                    collected.add(phrases.number(PlainForm.normal(term)), i, EntryUses.WHOLE);
                case Phrase.Combination(String first, String second, int distance) -> {
                    collected.add(phrases.number(PlainForm.normal(first)), i, EntryUses.FIRST);
                    collected.add(phrases.number(PlainForm.normal(second)), i, EntryUses.SECOND);
                    distances[i] = distance;
                }
            }
        }
        uses = collected.of(phrases.size());
        automaton = new PhraseAutomaton(phrases.symbols());
        codes = new TextCodes(automaton.alphabet());
        safe = new SafeContexts(entries.stream()
                .map(entry ->
                        entry.safeContexts().stream().map(PlainForm::normal).toList())
                .toList());
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
            int phrase = occurrences.phrase(i);
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
    void explain(String text, Workspace space, IntPredicate applies, Consumer<Found> found) {
        SafePlaces places = new SafePlaces(safe, text, space);
        Combinations.Pair taker = (entry, start, end) -> {
            if (!places.cover(entry, start, end)) {
                found.accept(new Found(entry, start, end, Optional.empty()));
            }
        };
        Combinations combinations = new Combinations();
        Occurrences occurrences = space.occurrences();
        for (int i = 0; i < occurrences.size(); i++) {
            int phrase = occurrences.phrase(i);
            int end = occurrences.end(i);
            int start = end - automaton.length(phrase);
            for (int use = uses.from(phrase); use < uses.to(phrase); use++) {
                int entry = uses.entry(use);
                if (!applies.test(entry)) {
                    continue;
                }
                if (uses.part(use) == EntryUses.WHOLE) {
                    taker.take(entry, start, end);
                } else {
                    combinations.add(entry, uses.part(use), start, end);
                }
            }
        }
        combinations.pairs(entry -> distances[entry], taker);
    }

    /** Makes the places known where the found characters come from. */
    void locate(String text, Workspace space) {
        codes.locate(text, space);
    }

    /** The safe contexts of one text, looked for when they are first asked for. */
    private static final class SafePlaces {

        private final SafeContexts safe;
        private final String text;
        private final Workspace space;
        private SafeContexts.@Nullable Places places;

        SafePlaces(SafeContexts safe, String text, Workspace space) {
            this.safe = safe;
            this.text = text;
            this.space = space;
        }

        boolean cover(int entry, int start, int end) {
            if (!safe.has(entry)) {
                return false;
            }
            SafeContexts.Places known = places;
            if (known == null) {
                PlainForm form = space.form(text);
                known = safe.in(form::character, form.length());
                places = known;
            }
            return known.cover(entry, start, end);
        }
    }
}
