package cn.bankscrm.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;

/** Some 340,000 Chinese words with how often they are written: the word list of jieba. */
final class ChineseWords {

    /** Without the characters that are read as others: peers that normalise nothing are to find the same. */
    private static final Pattern CHINESE = Pattern.compile("(?:(?![乾著夥徵瞭藉於迴後甦])[\\u4e00-\\u9fa5])+");

    private final List<String> words = new ArrayList<>();
    private final long[] reach;

    ChineseWords() {
        long[] sums = new long[400_000];
        long sum = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ChineseWords.class.getResourceAsStream("/dict.txt"), "dict.txt of jieba"),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> parts = List.of(line.split(" "));
                if (parts.size() > 1 && CHINESE.matcher(parts.getFirst()).matches()) {
                    sum += Long.parseLong(parts.get(1));
                    sums[words.size()] = sum;
                    words.add(parts.getFirst());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reach = Arrays.copyOf(sums, words.size());
    }

    /** As often as it is written. */
    String written(Random random) {
        long at = (long) (random.nextDouble() * reach[reach.length - 1]);
        int found = Arrays.binarySearch(reach, at);
        return words.get(found < 0 ? -found - 1 : found + 1);
    }

    /** Any, the rare ones as often as the common. */
    String any(Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
