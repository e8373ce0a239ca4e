package cn.bankscrm.compliance.screening;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Characters written by their sound: in letters (baoben, bao本, bǎo本) or by others of the same sound and tone (葆本). */
final class Sounds implements Disguise {

    @Override
    public Set<LooseReading> readings() {
        return Set.of(LooseReading.HOMOGRAPH, LooseReading.PINYIN);
    }

    @Override
    public int[] symbols(int character) {
        List<String> readings = Pinyin.readings(character);
        return readings.isEmpty()
                ? new int[] {Pinyin.letter(character)}
                : Pinyin.letters(readings.getFirst()).codePoints().toArray();
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
                        .map(Pinyin::letters)
                        .distinct()
                        .map(letters -> letters.codePoints().toArray())
                        .toList();
    }

    @Override
    public Set<LooseReading> recognise(Spelling spelling, SymbolText text, int start) {
        int same = 0;
        int otherCharacters = 0;
        int inLetters = 0;
        int withTone = 0;
        int at = start;
        for (int i = 0; i < spelling.term().length; i++) {
            int end = at + spelling.parts()[i].length;
            int wanted = spelling.term()[i];
            if (text.isOneCharacter(at, end) && text.character(at) == wanted) {
                same++;
            } else if (Pinyin.readings(wanted).isEmpty()) {
                return Set.of();
            } else if (text.isOneCharacter(at, end)
                    && !Pinyin.readings(text.character(at)).isEmpty()) {
                if (!shareAReading(text.character(at), wanted)) {
                    return Set.of();
                }
                otherCharacters++;
            } else {
                Tone tone = toneOfLetters(text, at, end, wanted);
                if (tone == Tone.OTHER) {
                    return Set.of();
                }
                inLetters++;
                withTone += tone == Tone.SAME ? 1 : 0;
            }
            at = end;
        }
        Set<LooseReading> readings = EnumSet.noneOf(LooseReading.class);
        int hidden = otherCharacters + withTone;
        if (hidden > 0 && hidden == spelling.term().length - same && hidden <= same) {
            readings.add(LooseReading.HOMOGRAPH);
        }
        if (inLetters > 0 && otherCharacters == 0 && areWholeSyllables(text, start, at)) {
            readings.add(LooseReading.PINYIN);
        }
        return readings;
    }

    private static boolean shareAReading(int one, int other) {
        return Pinyin.readings(one).stream().anyMatch(Pinyin.readings(other)::contains);
    }

    private enum Tone {
        NONE,
        SAME,
        OTHER
    }

    /**
     * What the letters of a syllable say about its tone; other than the term's too when some of them are no letters.
     */
    private static Tone toneOfLetters(SymbolText text, int start, int end, int wanted) {
        StringBuilder written = new StringBuilder();
        for (int i = start; i < end; i++) {
            if (!text.isOneCharacter(i, i + 1)
                    || !Pinyin.readings(text.character(i)).isEmpty()) {
                return Tone.OTHER;
            }
            written.appendCodePoint(text.character(i));
        }
        String syllable = written.toString();
        if (syllable.chars().allMatch(Pinyin::isLetter)) {
            return Tone.NONE;
        }
        return Pinyin.readings(wanted).contains(syllable) ? Tone.SAME : Tone.OTHER;
    }

    /** Whether the letters around can be read as syllables too, so that the hit is not cut out of other words. */
    private static boolean areWholeSyllables(SymbolText text, int start, int end) {
        return canBeRead(text, start, -1) && canBeRead(text, end - 1, 1);
    }

    /**
     * @param edge the outermost symbol of the hit
     * @param step away from the hit
     */
    private static boolean canBeRead(SymbolText text, int edge, int step) {
        StringBuilder run = new StringBuilder();
        int i = edge;
        while (isWrittenLetter(text, i)
                && text.touchesNext(step > 0 ? i : i - 1)
                && isWrittenLetter(text, i + step)
                && run.length() < LONGEST_RUN) {
            i += step;
            run.appendCodePoint(text.symbol(i));
        }
        String letters = step > 0 ? run.toString() : run.reverse().toString();
        boolean[] readable = new boolean[letters.length() + 1];
        readable[0] = true;
        for (int to = 1; to <= letters.length(); to++) {
            for (int from = Math.max(0, to - Pinyin.LONGEST); from < to && !readable[to]; from++) {
                readable[to] = readable[from] && Pinyin.isSyllable(letters.substring(from, to));
            }
        }
        return readable[letters.length()];
    }

    /** Letters beside a hit that are looked at, on each side. */
    private static final int LONGEST_RUN = 60;

    private static boolean isWrittenLetter(SymbolText text, int i) {
        return i >= 0
                && i < text.length()
                && Pinyin.isLetter(text.symbol(i))
                && text.isOneCharacter(i, i + 1)
                && Pinyin.readings(text.character(i)).isEmpty();
    }
}
