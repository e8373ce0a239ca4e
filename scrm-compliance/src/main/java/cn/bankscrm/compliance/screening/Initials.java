package cn.bankscrm.compliance.screening;

import java.util.List;
import java.util.Set;

/** Characters written by the first letter of their syllable: wzbp, 稳z不p. */
final class Initials implements Disguise {

    @Override
    public Set<LooseReading> readings() {
        return Set.of(LooseReading.INITIALS);
    }

    @Override
    public int[] symbols(int character) {
        List<String> readings = Pinyin.readings(character);
        return new int[] {
            Pinyin.letter(readings.isEmpty() ? character : readings.getFirst().codePointAt(0))
        };
    }

    @Override
    public List<int[][]> spellings(int[] term) {
        return Spellings.all(term, this::ways);
    }

    private List<int[]> ways(int character) {
        List<String> readings = Pinyin.readings(character);
        return readings.isEmpty()
                ? List.of(symbols(character))
                : readings.stream()
                        .map(reading -> Pinyin.letter(reading.codePointAt(0)))
                        .distinct()
                        .map(letter -> new int[] {letter})
                        .toList();
    }

    @Override
    public Set<LooseReading> recognise(Spelling spelling, SymbolText text, int start) {
        int letters = 0;
        int end = start + spelling.term().length;
        for (int i = start; i < end; i++) {
            int wanted = spelling.term()[i - start];
            if (text.character(i) == wanted) {
                continue;
            }
            if (!Pinyin.isLetter(text.character(i))) {
                return Set.of();
            }
            letters++;
        }
        boolean cutOut = continues(text, start - 1, start) || continues(text, end - 1, end);
        return letters > 0 && !cutOut ? readings() : Set.of();
    }

    /**
     * Whether a run of letters and digits goes on from one symbol to the next: a hit between would be part of a word.
     */
    private static boolean continues(SymbolText text, int one, int next) {
        return text.touchesNext(one) && isOfAWord(text.character(one)) && isOfAWord(text.character(next));
    }

    private static boolean isOfAWord(int character) {
        return Pinyin.isLetter(character) || (character >= '0' && character <= '9');
    }
}
