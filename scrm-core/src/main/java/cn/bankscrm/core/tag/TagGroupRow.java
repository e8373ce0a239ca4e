package cn.bankscrm.core.tag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag group in a list.
 *
 * @param strategy the customer strategy's number; null but for strategies' tags
 * @param count how many tags it has
 * @param tags the first of them, or of those that were searched for
 * @param waiting how many wishes about it or its tags wait
 */
public record TagGroupRow(
        long id, TagKind kind, String name, @Nullable Long strategy, int count, List<String> tags, int waiting) {

    public TagGroupRow {
        tags = List.copyOf(tags);
    }

    /** Whether there are more tags than are shown. */
    public boolean more() {
        return count > tags.size();
    }
}
