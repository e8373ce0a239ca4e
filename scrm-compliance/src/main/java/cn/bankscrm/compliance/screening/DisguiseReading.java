package cn.bankscrm.compliance.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Reads texts for one disguise, for the entries that ask for it. */
final class DisguiseReading {

    private final Disguise disguise;
    private final List<LexiconEntry> entries;
    private final Alphabet alphabet;
    private final PhraseAutomaton automaton;
    private final List<List<Disguise.Spelling>> spellings = new ArrayList<>();
    private final SafeContexts safe;

    DisguiseReading(Disguise disguise, List<LexiconEntry> entries) {
        this.disguise = disguise;
        this.entries = entries;
        Phrases phrases = new Phrases();
        List<List<String>> contexts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            LexiconEntry entry = entries.get(i);
            if (entry.phrase() instanceof Phrase.Literal(String term) && asks(entry)) {
                add(phrases, i, PlainForm.normal(term).codePoints().toArray());
                contexts.add(entry.safeContexts().stream().map(this::inSymbols).toList());
            } else {
                contexts.add(List.of());
            }
        }
        Phrases safePhrases = new Phrases();
        int[][] safeOfEntry = SafeContexts.numbers(contexts, safePhrases);
        alphabet = Alphabet.of(phrases, safePhrases);
        automaton = new PhraseAutomaton(alphabet, phrases.symbols());
        safe = new SafeContexts(alphabet, safePhrases, safeOfEntry);
    }

    private boolean asks(LexiconEntry entry) {
        return disguise.readings().stream().anyMatch(entry.readings()::contains);
    }

    private void add(Phrases phrases, int entry, int[] term) {
        for (int[][] parts : disguise.spellings(term)) {
            StringBuilder symbols = new StringBuilder();
            for (int[] part : parts) {
                symbols.append(new String(part, 0, part.length));
            }
            int phrase = phrases.number(symbols.toString());
            while (spellings.size() <= phrase) {
                spellings.add(new ArrayList<>());
            }
            spellings.get(phrase).add(new Disguise.Spelling(entry, term, parts));
        }
    }

    private String inSymbols(String text) {
        StringBuilder symbols = new StringBuilder();
        PlainForm.normal(text)
                .codePoints()
                .mapToObj(disguise::symbols)
                .forEach(parts -> symbols.append(new String(parts, 0, parts.length)));
        return symbols.toString();
    }

    /** Whether no entry asks for it. */
    boolean isEmpty() {
        return spellings.isEmpty();
    }

    void read(PlainForm form, IntPredicate applies, Consumer<Found> found) {
        SymbolText text = new SymbolText(form, disguise);
        char[] codes = text.codes(alphabet);
        Occurrences occurrences = new Occurrences();
        automaton.find(codes, text.length(), true, occurrences);
        Optional<SafeContexts.Places> places = Optional.empty();
        for (int i = 0; i < occurrences.size(); i++) {
            int end = occurrences.end(i);
            int start = end - automaton.length(occurrences.number(i));
            for (Disguise.Spelling spelling : spellings.get(occurrences.number(i))) {
                Optional<LooseReading> reading = applies.test(spelling.entry())
                        ? wanted(spelling, disguise.recognise(spelling, text, start))
                        : Optional.empty();
                if (reading.isEmpty()) {
                    continue;
                }
                if (places.isEmpty()) {
                    places = Optional.of(safe.in(codes, text.length()));
                }
                if (!places.get().cover(spelling.entry(), start, end)) {
                    found.accept(new Found(spelling.entry(), text.from(start), text.from(end - 1) + 1, reading));
                }
            }
        }
    }

    private Optional<LooseReading> wanted(Disguise.Spelling spelling, Set<LooseReading> recognised) {
        return recognised.stream()
                .filter(entries.get(spelling.entry()).readings()::contains)
                .findFirst();
    }
}
