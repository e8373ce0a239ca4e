package cn.bankscrm.simulator.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Pages by the position of the last item shown, so that nothing is skipped or shown twice when the list changes between
 * two pages.
 */
final class Cursor {
    private Cursor() {}

    /** A page and the cursor of the next one, empty on the last. */
    record Page<T>(List<T> items, String next) {}

    /** Cuts a page out of items in ascending order of their position. */
    static <T> Page<T> page(List<T> items, ToLongFunction<T> position, String cursor, int limit) {
        long after = cursor.isEmpty() ? -1 : decode(cursor);
        List<T> rest = items.stream()
                .filter(item -> position.applyAsLong(item) > after)
                .limit(limit + 1L)
                .toList();
        if (rest.size() <= limit) {
            return new Page<>(rest, "");
        }
        List<T> shown = rest.subList(0, limit);
        return new Page<>(shown, encode(position.applyAsLong(shown.getLast())));
    }

    private static String encode(long position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("p" + position).getBytes(StandardCharsets.US_ASCII));
    }

    private static long decode(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (!text.startsWith("p")) {
                throw ApiError.badCursor();
            }
            return Long.parseLong(text.substring(1));
        } catch (IllegalArgumentException e) {
            throw ApiError.badCursor();
        }
    }
}
