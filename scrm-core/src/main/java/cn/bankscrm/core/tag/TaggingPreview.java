package cn.bankscrm.core.tag;

import java.util.List;

/**
 * What would come of tagging a list of customers, or their friends.
 *
 * @param outside numbers that are no customers within the scope
 * @param friendless customers who are no certified friend of anybody in the scope; 0 for the bank's own tags
 * @param already customers (own tags) or friends (corp tags) who are so already, or are wished to be
 * @param changing customers or friends who would change
 */
public record TaggingPreview(List<String> outside, int friendless, int already, int changing) {

    public TaggingPreview {
        outside = List.copyOf(outside);
    }
}
