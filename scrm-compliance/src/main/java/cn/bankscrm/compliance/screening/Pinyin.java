package cn.bankscrm.compliance.screening;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How characters are read in Mandarin. */
final class Pinyin {

    /** The longest syllable, zhuang. */
    static final int LONGEST = 6;

    private static final Map<Integer, List<String>> READINGS = new HashMap<>();
    private static final Set<String> SYLLABLES = new HashSet<>();

    static {
        for (String line : Tables.lines("pinyin.txt")) {
            String syllable = line.substring(0, line.indexOf(' '));
            SYLLABLES.add(letters(syllable));
            line.codePoints()
                    .skip(syllable.length() + 1)
                    .forEach(character -> READINGS.computeIfAbsent(character, c -> new ArrayList<>(1))
                            .add(syllable));
        }
    }

    private Pinyin() {}

    /** @return the readings with their tones, the usual one first; none for what is no Chinese character */
    static List<String> readings(int character) {
        return READINGS.getOrDefault(character, List.of());
    }

    /** A syllable without its tone, ü written as v, as people type it. */
    static String letters(String syllable) {
        StringBuilder letters = new StringBuilder();
        syllable.codePoints().map(Pinyin::letter).forEach(letters::appendCodePoint);
        return letters.toString();
    }

    /** A letter without its tone; what is no letter of pinyin stays as it is. */
    static int letter(int character) {
        if (character < 0x80 || character >= 0x2000) {
            return character;
        }
        String apart = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD);
        int base = apart.codePointAt(0);
        return base == 'u' && apart.indexOf('\u0308') > 0 ? 'v' : base;
    }

    static boolean isLetter(int symbol) {
        return symbol >= 'a' && symbol <= 'z';
    }

    static boolean isSyllable(String letters) {
        return SYLLABLES.contains(letters);
    }
}
