package cn.bankscrm.web.shell;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;

/**
 * Where one stands in a list that is paged by key: rows after the last one seen, never by counting them off.
 *
 * @param first the address of the first rows
 * @param next the address of the next rows; null at the end
 * @param later whether these rows are not the first ones
 */
public record KeysetPage(String first, @Nullable String next, boolean later) {

    /**
     * @param list the list's address with its filters and without {@code after}
     * @param after the key after which these rows begin; null for the first ones
     * @param last the key of the last of these rows; null when nothing follows
     */
    public static KeysetPage of(UriComponents list, @Nullable String after, @Nullable String last) {
        String first = list.encode().toUriString();
        String next = last == null ? null : first + (list.getQuery() == null ? "?" : "&") + "after=" + last;
        return new KeysetPage(first, next, after != null);
    }

    public boolean further() {
        return next != null;
    }
}
