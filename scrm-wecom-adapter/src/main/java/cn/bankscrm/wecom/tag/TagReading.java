package cn.bankscrm.wecom.tag;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.tag.CorpTagGroup;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the corp tags.
 *
 * <p>Source: developer.work.weixin.qq.com, page 92117 (管理企业标签), as read 2026-07.
 */
@Component
public class TagReading {

    private final WeComApi api;

    TagReading(WeComApi api) {
        this.api = api;
    }

    /** @return all groups with all tags; one call */
    public List<CorpTagGroup> all() {
        return api.post(
                WeComApp.CUSTOMER,
                "externalcontact/get_corp_tag_list",
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
            @Nullable Boolean deleted,
            @Nullable List<Tag> tag) {

        CorpTagGroup translated() {
            List<Tag> tags = tag == null ? List.of() : tag;
            return new CorpTagGroup(
                    need(groupId, "group_id"),
                    need(groupName, "group_name"),
                    order == null ? 0 : order,
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
