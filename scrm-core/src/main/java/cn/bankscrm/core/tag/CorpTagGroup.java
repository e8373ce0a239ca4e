package cn.bankscrm.core.tag;

import java.util.List;

/**
 * A corp tag group with its tags, as WeCom has them.
 *
 * @param weComId WeCom's {@code group_id}
 * @param order larger ones come first
 */
public record CorpTagGroup(String weComId, String name, long order, List<CorpTag> tags) {

    public CorpTagGroup {
        tags = List.copyOf(tags);
    }

    /**
     * A corp tag.
     *
     * @param weComId WeCom's {@code tag_id}
     * @param order larger ones come first
     */
    public record CorpTag(String weComId, String name, long order) {}
}
