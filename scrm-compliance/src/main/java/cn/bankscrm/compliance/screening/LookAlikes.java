package cn.bankscrm.compliance.screening;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Characters replaced by others that look alike: letters of other alphabets, letters with accents, 堡本 for 保本. */
final class LookAlikes implements Disguise {

    private static final Map<Integer, Integer> SEEN_AS = new HashMap<>();

    static {
        for (String line : Tables.lines("look-alikes.txt")) {
            int[] alike = line.codePoints().toArray();
            for (int each : alike) {
                SEEN_AS.put(each, alike[0]);
            }
        }
    }

    @Override
    public Set<LooseReading> readings() {
        return Set.of(LooseReading.HOMOGRAPH);
    }

    @Override
    public int[] symbols(int character) {
        return new int[] {seenAs(character)};
    }

    private static int seenAs(int character) {
        Integer alike = SEEN_AS.get(character);
        if (alike != null) {
            return alike;
        }
        if (character >= 0x80 && character < 0x2000) {
            int base = Normalizer.normalize(Character.toString(character), Normalizer.Form.NFD)
                    .codePointAt(0);
            return SEEN_AS.getOrDefault(base, base);
        }
        return character;
    }

    @Override
    public List<int[][]> spellings(int[] term) {
        int[][] parts = new int[term.length][];
        for (int i = 0; i < term.length; i++) {
            parts[i] = symbols(term[i]);
        }
        return Collections.singletonList(parts);
    }

    @Override
    public Set<LooseReading> recognise(Spelling spelling, SymbolText text, int start) {
        for (int i = 0; i < spelling.term().length; i++) {
            if (text.character(start + i) != spelling.term()[i]) {
                return readings();
            }
        }
        return Set.of();
    }
}
