package cn.bankscrm.wecom.contact;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.core.contact.ContactProfile;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.LinkDetails;
import cn.bankscrm.core.staff.WeComUserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * WeCom's answers about contacts, in its own field names.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 92114 (客户详情) and 92994 (批量获取客户详情), as read 2026-07.
 */
final class ContactAnswers {

    /** Corp tags and strategies' tags; personal ones (2) have no id. */
    private static final Set<Integer> WITH_ID = Set.of(1, 3);

    private ContactAnswers() {}

    /** {@code externalcontact/get}. */
    record One(
            @Nullable Contact externalContact,
            @Nullable List<Follower> followUser,
            @Nullable String nextCursor) {}

    /** {@code externalcontact/batch/get_by_user}. */
    record Many(
            @Nullable List<Row> externalContactList,
            @Nullable String nextCursor,
            @Nullable FailInfo failInfo) {}

    record Row(@Nullable Contact externalContact, @Nullable Follower followInfo) {}

    record FailInfo(@Nullable List<String> unlicensedUseridList) {}

    record Contact(
            @Nullable String externalUserid,
            @Nullable String name,
            @Nullable Integer type,
            @Nullable Integer gender,
            @Nullable String unionid) {

        ContactProfile profile() {
            return new ContactProfile(
                    id(),
                    type != null && (type == 1 || type == 2) ? type : null,
                    name,
                    gender != null && gender >= 0 && gender <= 2 ? gender : null,
                    blankAsNull(unionid));
        }

        ExternalUserId id() {
            return new ExternalUserId(need(externalUserid, "external_userid"));
        }
    }

    /**
     * A member's side of a link.
     *
     * @param tags as {@code externalcontact/get} tells them
     * @param tagId as {@code batch/get_by_user} tells them
     */
    record Follower(
            @Nullable String userid,
            @Nullable String remark,
            @Nullable String description,
            @Nullable Long createtime,
            @Nullable Integer addWay,
            @Nullable String state,
            @Nullable List<Tag> tags,
            @Nullable List<String> tagId) {

        WeComUserId member() {
            return new WeComUserId(need(userid, "userid"));
        }

        LinkDetails details() {
            return new LinkDetails(
                    Instant.ofEpochSecond(need(createtime, "createtime")),
                    addWay,
                    blankAsNull(state),
                    remark,
                    description,
                    tagIds());
        }

        private Set<String> tagIds() {
            Set<String> ids = new HashSet<>();
            if (tags != null) {
                tags.stream().flatMap(tag -> tag.id().stream()).forEach(ids::add);
            }
            if (tagId != null) {
                ids.addAll(tagId);
            }
            return ids;
        }
    }

    record Tag(@Nullable String tagId, @Nullable Integer type) {

        List<String> id() {
            return tagId != null && type != null && WITH_ID.contains(type) ? List.of(tagId) : List.of();
        }
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
