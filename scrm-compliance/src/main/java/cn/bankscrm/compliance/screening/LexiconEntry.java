package cn.bankscrm.compliance.screening;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A line of the lexicon (词条).
 *
 * @param category the bank's own name of the kind of breach
 * @param safeContexts phrases (安全语境) within which the entry does not hit
 * @param readings looser ways to read texts for this entry, on top of the plain one; for literals only
 */
public record LexiconEntry(
        Phrase phrase,
        Level level,
        String category,
        List<String> safeContexts,
        Reach reach,
        Set<LooseReading> readings) {

    public LexiconEntry {
        safeContexts = List.copyOf(safeContexts);
        readings = Set.copyOf(readings);
    }

    /** Without safe contexts, everywhere, read plainly. */
    public LexiconEntry(Phrase phrase, Level level, String category) {
        this(phrase, level, category, List.of(), Reach.EVERYWHERE, Set.of());
    }

    public LexiconEntry safeIn(Collection<String> contexts) {
        return new LexiconEntry(phrase, level, category, List.copyOf(contexts), reach, readings);
    }

    public LexiconEntry within(Reach narrower) {
        return new LexiconEntry(phrase, level, category, safeContexts, narrower, readings);
    }

    public LexiconEntry readAs(Set<LooseReading> loosely) {
        return new LexiconEntry(phrase, level, category, safeContexts, reach, loosely);
    }

    public String term() {
        return phrase.term();
    }
}
