package cn.bankscrm.compliance.screening;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The rules of screening written down as simply as they can be said, with no thought of speed: what the engine is
 * compared with. The place of a character is found by reading every beginning and every end of the text anew.
 */
final class NaiveScreener {

    private static final Map<Integer, Integer> SIMPLIFIED = new HashMap<>();

    static {
        try (InputStream file = Objects.requireNonNull(
                        NaiveScreener.class.getResourceAsStream("traditional-to-simplified.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int[] pair = line.codePoints().toArray();
                SIMPLIFIED.put(pair[0], pair[1]);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NaiveScreener() {}

    /** A hit as term, start and end. */
    record NaiveHit(String term, int start, int end) {}

    static List<Integer> normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .codePoints()
                .map(Character::toLowerCase)
                .map(c -> c == 'ς' ? 'σ' : c)
                .map(c -> SIMPLIFIED.getOrDefault(c, c))
                .filter(c -> Character.isLetter(c)
                        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                        || Character.getType(c) == Character.LETTER_NUMBER
                        || Character.getType(c) == Character.OTHER_NUMBER)
                .boxed()
                .toList();
    }

    static List<NaiveHit> hits(List<LexiconEntry> entries, String text) {
        List<Integer> normal = normal(text);
        List<NaiveHit> hits = new ArrayList<>();
        for (LexiconEntry entry : entries) {
            for (int[] range : ranges(entry, normal)) {
                if (!isSafe(entry, normal, range)) {
                    hits.add(
                            new NaiveHit(entry.term(), start(text, normal, range[0]), end(text, normal, range[1] - 1)));
                }
            }
        }
        return hits;
    }

    private static List<int[]> ranges(LexiconEntry entry, List<Integer> normal) {
        return switch (entry.phrase()) {
            case Phrase.Literal(String term) -> occurrences(normal(term), normal);
            case Phrase.Combination(String first, String second, int distance) -> {
                List<int[]> pairs = new ArrayList<>();
                for (int[] before : occurrences(normal(first), normal)) {
                    for (int[] after : occurrences(normal(second), normal)) {
                        int between = after[0] - before[1];
                        if (between >= 0 && between <= distance) {
                            pairs.add(new int[] {before[0], after[1]});
                        }
                    }
                }
                yield pairs;
            }
        };
    }

    private static List<int[]> occurrences(List<Integer> phrase, List<Integer> normal) {
        List<int[]> found = new ArrayList<>();
        for (int i = 0; i + phrase.size() <= normal.size(); i++) {
            if (normal.subList(i, i + phrase.size()).equals(phrase)) {
                found.add(new int[] {i, i + phrase.size()});
            }
        }
        return found;
    }

    private static boolean isSafe(LexiconEntry entry, List<Integer> normal, int[] range) {
        return entry.safeContexts().stream()
                .flatMap(context -> occurrences(normal(context), normal).stream())
                .anyMatch(safe -> safe[0] <= range[0] && range[1] <= safe[1]);
    }

    /** The last place from which the text still reads the same from that character on. */
    private static int start(String text, List<Integer> normal, int character) {
        List<Integer> wanted = normal.subList(character, normal.size());
        for (int start = text.length(); ; start--) {
            if (isWithinPair(text, start)) {
                continue;
            }
            List<Integer> rest = normal(text.substring(start));
            int more = rest.size() - wanted.size();
            if (more >= 0 && rest.subList(more, rest.size()).equals(wanted)) {
                return start;
            }
        }
    }

    /** The first place up to which the text has been read with that character. */
    private static int end(String text, List<Integer> normal, int character) {
        List<Integer> wanted = normal.subList(0, character + 1);
        for (int end = 0; ; end++) {
            if (isWithinPair(text, end)) {
                continue;
            }
            List<Integer> head = normal(text.substring(0, end));
            if (head.size() >= wanted.size() && head.subList(0, wanted.size()).equals(wanted)) {
                return end;
            }
        }
    }

    private static boolean isWithinPair(String text, int at) {
        return at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    }
}
