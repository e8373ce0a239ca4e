package cn.bankscrm.wecom.tag;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.tag.CorpTagGroup;
import cn.bankscrm.core.tag.TagRegister;
import cn.bankscrm.core.tag.TagsAsRead;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the corp tags and the tags of customer strategies.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 92117 (管理企业标签) and 94882 (管理企业规则组下的客户标签), as read 2026-07.
 */
@Component
public class TagReading {

    private final WeComApi api;
    private final TagRegister register;

    TagReading(WeComApi api, TagRegister register) {
        this.api = api;
        this.register = register;
    }

    /**
     * @return all groups with all tags; two calls. A corp without strategies, or with none for us, has none of those.
     */
    public TagsAsRead all() {
        long reading = register.beginReading();
        List<CorpTagGroup> groups = new ArrayList<>(groups("externalcontact/get_corp_tag_list"));
        try {
            groups.addAll(groups("externalcontact/get_strategy_tag_list").stream()
                    .filter(group -> group.strategy() != null)
                    .toList());
            return new TagsAsRead(reading, groups, true);
        } catch (WeComFailure failure) {
            if (failure.kind() != WeComFailure.Kind.INVALID && failure.kind() != WeComFailure.Kind.NOT_VISIBLE) {
                throw failure;
            }
            return new TagsAsRead(reading, groups, false);
        }
    }

    private List<CorpTagGroup> groups(String path) {
        return api.post(
                WeComApp.CUSTOMER,
                path,
                Map.of(),
                Answer.class,
                answer -> need(answer.tagGroup(), "tag_group").stream()
                        .filter(group -> !Boolean.TRUE.equals(group.deleted()))
                        .map(Group::translated)
                        .toList());
    }

    private record Answer(@Nullable List<Group> tagGroup) {}

    private record Group(
            @Nullable String groupId,
            @Nullable String groupName,
            @Nullable Long order,
            @Nullable Long strategyId,
            @Nullable Boolean deleted,
            @Nullable List<Tag> tag) {

        CorpTagGroup translated() {
            List<Tag> tags = tag == null ? List.of() : tag;
            return new CorpTagGroup(
                    need(groupId, "group_id"),
                    need(groupName, "group_name"),
                    order == null ? 0 : order,
                    strategyId,
                    tags.stream()
                            .filter(one -> !Boolean.TRUE.equals(one.deleted()))
                            .map(one -> new CorpTagGroup.CorpTag(
                                    need(one.id(), "id"),
                                    need(one.name(), "name"),
                                    one.order() == null ? 0 : one.order()))
                            .toList());
        }
    }

    private record Tag(
            @Nullable String id,
            @Nullable String name,
            @Nullable Long order,
            @Nullable Boolean deleted) {}
}
