package cn.bankscrm.bench;

import cn.bankscrm.compliance.search.IndexedMessage;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Archived chats, the same in every run: words of one to four common characters, some of them in every tenth message
 * and most of them hardly ever (Zipf), marks between them, and an amount of money now and then.
 */
final class ChatCorpus {

    static final int STAFF = 1_000;

    private static final Instant BEGIN = Instant.parse("2025-11-01T00:00:00Z");
    private static final int WORDS = 30_000;
    private static final int EACH_CUSTOMERS = 20;

    private final List<String> words = new ArrayList<>();
    private final double[] upTo = new double[WORDS];

    ChatCorpus() {
        Random random = new Random(11);
        String common = common();
        double sum = 0;
        for (int rank = 0; rank < WORDS; rank++) {
            int length = rank < 100 ? 1 : 2 + (random.nextInt(10) < 7 ? 0 : 1 + random.nextInt(2));
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < length; i++) {
                // the more frequent characters are in the more frequent words
                int most = Math.min(common.length(), 200 + rank);
                word.append(common.charAt(random.nextInt(most)));
            }
            words.add(word.toString());
            sum += 1.0 / (rank + 20);
            upTo[rank] = sum;
        }
        for (int rank = 0; rank < WORDS; rank++) {
            upTo[rank] /= sum;
        }
    }

    /** Words of that many characters, from the frequent to the rare. */
    List<String> wordsOf(int length, int count) {
        List<String> found =
                words.stream().filter(word -> word.length() == length).toList();
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // by their ranks: evenly in their logarithm
            chosen.add(found.get((int) Math.pow(found.size() - 1.0, (i + 1.0) / (count + 1))));
        }
        return chosen;
    }

    /** @param seq from 1; the order of numbers is that of times */
    IndexedMessage message(long seq) {
        SplittableRandom random = new SplittableRandom(seq * 0x9E3779B97F4A7C15L);
        int staff = random.nextInt(STAFF);
        int customer = random.nextInt(EACH_CUSTOMERS);
        return new IndexedMessage(
                seq,
                BEGIN.plusMillis(seq * 3_000 + random.nextInt(3_000)),
                (long) staff * EACH_CUSTOMERS + customer,
                Set.of(staff(staff), "wm%06dAAAA%04d".formatted(staff, customer)),
                random.nextInt(10) == 0 ? "link" : "text",
                random.nextInt(100) == 0 ? Set.of("BLOCK", "承诺收益") : Set.of(),
                text(random),
                List.of());
    }

    static String staff(int number) {
        return "staff%05d".formatted(number);
    }

    private String text(SplittableRandom random) {
        int length = 8 + random.nextInt(69);
        StringBuilder text = new StringBuilder(length + 8);
        int sinceMark = 0;
        while (text.length() < length) {
            text.append(words.get(rank(random.nextDouble())));
            if (++sinceMark > 3 + random.nextInt(4)) {
                text.append(random.nextInt(3) == 0 ? '。' : '，');
                sinceMark = 0;
            }
            if (random.nextInt(60) == 0) {
                text.append(random.nextInt(1_000_000)).append('元');
            }
        }
        return text.toString();
    }

    private int rank(double share) {
        int low = 0;
        int high = WORDS - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] < share) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The 3,755 common characters of GB 2312, in an order of their own. */
    private static String common() {
        List<Character> common = new ArrayList<>();
        for (int row = 0xB0; row <= 0xD7; row++) {
            for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); cell++) {
                common.add(new String(new byte[] {(byte) row, (byte) cell}, Charset.forName("GB2312")).charAt(0));
            }
        }
        Collections.shuffle(common, new Random(5));
        StringBuilder joined = new StringBuilder();
        common.forEach(joined::append);
        return joined.toString();
    }
}
