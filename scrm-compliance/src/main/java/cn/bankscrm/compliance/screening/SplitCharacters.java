package cn.bankscrm.compliance.screening;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Characters taken apart: 亻呆本 for 保本, 木子 for 李. */
final class SplitCharacters implements Disguise {

    private static final Map<Integer, int[]> PARTS = new HashMap<>();

    static {
        Map<Integer, Integer> stands = new HashMap<>();
        for (String line : Tables.lines("split-characters.txt")) {
            int[] characters = line.codePoints().toArray();
            if (characters[0] == '=') {
                for (int i = 3; i < characters.length; i++) {
                    stands.put(characters[i], characters[2]);
                }
            } else {
                PARTS.put(characters[0], new int[] {characters[1], characters[2]});
            }
        }
        stands.forEach((part, as) -> PARTS.put(part, new int[] {as}));
    }

    @Override
    public Set<LooseReading> readings() {
        return Set.of(LooseReading.SPLIT);
    }

    @Override
    public int[] symbols(int character) {
        int[] parts = PARTS.get(character);
        if (parts == null) {
            return new int[] {character};
        }
        if (parts.length == 1) {
            return parts;
        }
        return IntStream.of(parts).flatMap(part -> Arrays.stream(symbols(part))).toArray();
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
        boolean split = false;
        int at = start;
        for (int i = 0; i < spelling.term().length; i++) {
            int end = at + spelling.parts()[i].length;
            if (!text.isBorder(at) || !text.isBorder(end)) {
                return Set.of();
            }
            if (text.character(at) != spelling.term()[i]) {
                if (text.isOneCharacter(at, end)) {
                    return Set.of();
                }
                split = true;
            }
            at = end;
        }
        return split ? readings() : Set.of();
    }
}
