package cn.bankscrm.wecom.tag;

import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.friendlink.FriendLinkFact;
import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.core.tag.TagPublishing;
import cn.bankscrm.core.tag.TagPublishingFailure;
import cn.bankscrm.wecom.client.ContactDirectory;
import cn.bankscrm.wecom.client.ContactWithLinks;
import cn.bankscrm.wecom.client.TagRefresh;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes corp tags by WeCom's API. What an API call changes is not called back: whoever changes reads again.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 92117 (管理企业标签) and 92118 (编辑客户企业标签), as read 2026-07.
 */
@Component
class WeComTagPublishing implements TagPublishing {

    private static final String EDITED = "change_external_contact/edit_external_contact";

    private final WeComApi api;
    private final TagRefresh refresh;
    private final ContactDirectory directory;
    private final RecordingFriendLinks links;
    private final ContactRegister contacts;
    private final JdbcClient db;

    WeComTagPublishing(
            WeComApi api,
            TagRefresh refresh,
            ContactDirectory directory,
            RecordingFriendLinks links,
            ContactRegister contacts,
            JdbcClient db) {
        this.api = api;
        this.refresh = refresh;
        this.directory = directory;
        this.links = links;
        this.contacts = contacts;
        this.db = db;
    }

    @Override
    public void refresh() {
        asking(() -> {
            refresh.all();
            return true;
        });
    }

    @Override
    public void add(String groupWeComId, List<String> names) {
        post("externalcontact/add_corp_tag", new NewTags(groupWeComId, null, named(names)));
    }

    @Override
    public void addGroup(String groupName, List<String> names) {
        post("externalcontact/add_corp_tag", new NewTags(null, groupName, named(names)));
    }

    @Override
    public void edit(String weComId, Optional<String> name, Optional<Long> order) {
        post("externalcontact/edit_corp_tag", new Edit(weComId, name.orElse(null), order.orElse(null)));
    }

    @Override
    public void deleteTags(List<String> weComIds) {
        post("externalcontact/del_corp_tag", Map.of("tag_id", weComIds));
    }

    @Override
    public void deleteGroup(String weComId) {
        post("externalcontact/del_corp_tag", Map.of("group_id", List.of(weComId)));
    }

    @Override
    public void mark(WeComUserId member, ExternalUserId contact, Set<String> add, Set<String> remove) {
        post("externalcontact/mark_tag", new Mark(member.value(), contact.value(), add, remove));
    }

    @Override
    public void reread(ExternalUserId contact) {
        Optional<ContactWithLinks> answer = asking(() -> directory.contact(contact));
        answer.ifPresent(found -> {
            links.record(found.links().entrySet().stream()
                    .map(link -> new FriendLinkFact.Seen(link.getKey(), contact, link.getValue()))
                    .toList());
            contacts.describe(List.of(found.profile()));
        });
    }

    /** Events tell the second only: one of the same second counts as later. */
    @Override
    public boolean editedSince(WeComUserId member, ExternalUserId contact, Instant moment) {
        return db.sql("""
                        select exists (
                            select from wecom.inbox
                            where event_at >= :since and relation = :relation and event = :edited)
                        """)
                .param("since", Timestamp.from(moment.truncatedTo(ChronoUnit.SECONDS)))
                .param("relation", "link:" + member.value().toLowerCase(Locale.ROOT) + ":" + contact.value())
                .param("edited", EDITED)
                .query(Boolean.class)
                .single();
    }

    private void post(String path, Object body) {
        asking(() -> api.post(WeComApp.CUSTOMER, path, body, Accepted.class, answer -> true));
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (WeComFailure failure) {
            throw switch (failure.kind()) {
                case RATE_LIMITED, BUSY, TOKEN ->
                    TagPublishingFailure.later(
                            failure.code(), failure.retryAfter().orElse(null));
                case UNREACHABLE, MALFORMED -> TagPublishingFailure.unknown();
                case NOT_VISIBLE, INVALID -> TagPublishingFailure.refused(failure.tagRefusal(), failure.code());
            };
        }
    }

    private static List<NewTag> named(List<String> names) {
        return names.stream().map(NewTag::new).toList();
    }

    private record Accepted(@Nullable Integer errcode) {}

    private record NewTag(String name) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record NewTags(
            @Nullable String groupId, @Nullable String groupName, List<NewTag> tag) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Edit(
            String id, @Nullable String name, @Nullable Long order) {}

    private record Mark(String userid, String externalUserid, Set<String> addTag, Set<String> removeTag) {}
}
