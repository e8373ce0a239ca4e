package cn.bankscrm.core.tag;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tag group with its tags, as WeCom has them.
 *
 * @param weComId WeCom's {@code group_id}
 * @param order larger ones come first
 * @param strategy the customer strategy (规则组) that the group belongs to; null for corp tags
 */
public record CorpTagGroup(
        String weComId, String name, long order, @Nullable Long strategy, List<CorpTag> tags) {

    public CorpTagGroup {
        tags = List.copyOf(tags);
    }

    /**
     * A tag of WeCom's.
     *
     * @param weComId WeCom's {@code tag_id}
     * @param order larger ones come first
     */
    public record CorpTag(String weComId, String name, long order) {}
}
