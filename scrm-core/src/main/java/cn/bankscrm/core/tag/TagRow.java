package cn.bankscrm.core.tag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag in the list of its group.
 *
 * @param used how many friends (WeCom's tags) or customers (the bank's own) carry it, as far as the reader may see;
 *     counted up to {@link TagQueries#COUNTED}
 * @param segment name of the segment that it follows; null for a tag that people put on
 * @param wishes what waits to be carried out about it
 */
public record TagRow(
        long id, String name, long used, @Nullable String segment, List<TagWish.Kind> wishes) {

    public TagRow {
        wishes = List.copyOf(wishes);
    }
}
