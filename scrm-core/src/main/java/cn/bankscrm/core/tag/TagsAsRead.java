package cn.bankscrm.core.tag;

import java.util.List;

/**
 * All tags that WeCom showed when it was asked.
 *
 * @param reading which reading this is: {@link TagRegister#beginReading()} was called before WeCom was asked
 * @param groups all groups with all tags
 * @param strategies whether the strategies' tags are among them; if not, nothing was learnt about those
 */
public record TagsAsRead(long reading, List<CorpTagGroup> groups, boolean strategies) {

    public TagsAsRead {
        groups = List.copyOf(groups);
    }
}
