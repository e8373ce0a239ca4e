package cn.bankscrm.compliance.evidence;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What the command {@code verify-archive} is asked.
 *
 * @param from the first day; null: from the beginning
 * @param to the last day; null: up to now
 * @param pack a pack to verify in place of the database
 * @param key a file with the public keys to trust
 */
record VerifyOptions(
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Path pack,
        @Nullable Path key) {

    /** @throws IllegalArgumentException when something else was asked */
    static VerifyOptions parse(List<String> arguments) {
        LocalDate from = null;
        LocalDate to = null;
        Path pack = null;
        Path key = null;
        Iterator<String> words = arguments.iterator();
        try {
            while (words.hasNext()) {
                String word = words.next();
                switch (word) {
                    case "--from" -> from = day(word, words.next());
                    case "--to" -> to = day(word, words.next());
                    case "--pack" -> pack = Path.of(words.next());
                    case "--key" -> key = Path.of(words.next());
                    default -> throw usage();
                }
            }
        } catch (NoSuchElementException e) {
            throw new IllegalArgumentException(usage().getMessage(), e);
        }
        if (from != null && to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("--to 早于 --from / is before --from");
        }
        return new VerifyOptions(from, to, pack, key);
    }

    private static LocalDate day(String option, String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "%1$s 之后应是日期,形如 2026-11-30;「%2$s」不是 / after %1$s a day like 2026-11-30 is expected, not %2$s"
                            .formatted(option, typed),
                    e);
        }
    }

    private static IllegalArgumentException usage() {
        return new IllegalArgumentException(
                "用法 / usage: ./scrm verify-archive [--from YYYY-MM-DD] [--to YYYY-MM-DD] [--key FILE] | --pack FILE.zip [--key FILE]");
    }
}
