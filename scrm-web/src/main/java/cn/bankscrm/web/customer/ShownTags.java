package cn.bankscrm.web.customer;

import cn.bankscrm.core.customer.CustomerTag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A customer's tags as the page shows them: by group, the first few at once and the rest when asked for, so that fifty
 * tags do not stand between the reader and what comes below.
 *
 * @param first by the group's name, in the order of the tags
 * @param others the same, of those that do not fit
 * @param more how many others there are
 */
record ShownTags(Map<String, List<CustomerTag>> first, Map<String, List<CustomerTag>> others, int more) {

    static final int FIRST = 12;

    static ShownTags of(List<CustomerTag> tags) {
        int shown = Math.min(FIRST, tags.size());
        return new ShownTags(
                byGroup(tags.subList(0, shown)), byGroup(tags.subList(shown, tags.size())), tags.size() - shown);
    }

    private static Map<String, List<CustomerTag>> byGroup(List<CustomerTag> tags) {
        return tags.stream()
                .collect(Collectors.groupingBy(CustomerTag::group, LinkedHashMap::new, Collectors.toList()));
    }
}
