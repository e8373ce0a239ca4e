package cn.bankscrm.core.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What taking over a file came to.
 *
 * @param created rows that were new
 * @param changed rows that replaced something
 * @param events whose facts changed since when, to be published in the same transaction
 * @param made what the file as a whole became, by its number; null where there is no such thing
 * @param note what is to be said of it besides, in Chinese; null: nothing
 */
record Applied(
        long created,
        long changed,
        List<Object> events,
        @Nullable String made,
        @Nullable String note) {

    Applied {
        events = List.copyOf(events);
    }

    Applied(long created, long changed, List<Object> events) {
        this(created, changed, events, null, null);
    }
}
