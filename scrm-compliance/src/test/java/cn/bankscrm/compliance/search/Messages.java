package cn.bankscrm.compliance.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Messages made by chance, of few characters, so that much is found. */
final class Messages {

    static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

    /** Written in several ways: the first is what all of a row are read as. */
    private static final List<String> LETTERS =
            List.of("保", "本", "收", "益", "证证證", "财財", "a", "aAａ", "b", "7７⑦", "1", "2", "𠮷", "é", "я");

    private static final List<String> BETWEEN = List.of(" ", "，", "🔥", "\u200b", "。", "-", "\u3000");

    private final Random random;

    Messages(long seed) {
        random = new Random(seed);
    }

    List<IndexedMessage> some(int count) {
        List<IndexedMessage> messages = new ArrayList<>();
        for (int seq = 1; seq <= count; seq++) {
            messages.add(message(seq, text(random.nextInt(12))));
        }
        return messages;
    }

    /** A message of that text, a few at every moment. */
    IndexedMessage message(long seq, String text) {
        return new IndexedMessage(
                seq,
                BEGIN.plusMillis(random.nextInt(400)),
                random.nextInt(5),
                Set.of("Staff" + random.nextInt(4), "wmCustomer" + random.nextInt(4)),
                random.nextBoolean() ? "text" : "link",
                random.nextInt(3) == 0 ? Set.of("BLOCK", "承诺收益") : Set.of(),
                text,
                List.of());
    }

    String text(int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters; i++) {
            String ways = LETTERS.get(random.nextInt(LETTERS.size()));
            int[] characters = ways.codePoints().toArray();
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
            if (random.nextInt(4) == 0) {
                text.append(BETWEEN.get(random.nextInt(BETWEEN.size())));
            }
        }
        return text.toString();
    }

    /** The same read aloud: without what stands between, and every letter in its plain way. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> LETTERS.stream()
                        .filter(ways -> ways.contains(letter))
                        .findFirst()
                        .ifPresent(ways -> plain.appendCodePoint(ways.codePointAt(0))));
        return plain.toString();
    }
}
