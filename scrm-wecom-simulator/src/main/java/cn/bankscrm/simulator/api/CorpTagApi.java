package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The corp's customer tags (企业客户标签). An app changes and deletes only what it made. */
final class CorpTagApi {
    private static final String PREFIX = "externalcontact/";
    private static final int LONGEST_NAME = 30;
    private static final int MOST_TAGS = 10_000;
    private static final int MOST_TAGS_PER_CALL = 1000;

    private record TagView(String id, String name, long createTime, long order) {}

    private record GroupView(
            String groupId,
            String groupName,
            long createTime,
            long order,
            @Nullable Long strategyId,
            List<TagView> tag) {}

    private final World world;
    private final CorpTags tags;
    private final WriteGate gate;
    private final Limits limits;
    private final TagEcho echo;

    CorpTagApi(World world, WriteGate gate, Limits limits, TagEcho echo) {
        this.world = world;
        this.tags = world.tags();
        this.gate = gate;
        this.limits = limits;
        this.echo = echo;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add(PREFIX + "get_corp_tag_list", request -> list(request, group -> group.strategy() == 0))
                .add(PREFIX + "get_strategy_tag_list", this::listOfStrategies)
                .add(PREFIX + "add_corp_tag", this::add)
                .add(PREFIX + "edit_corp_tag", request -> gate.pass("edit_corp_tag", "", () -> edit(request)))
                .add(PREFIX + "del_corp_tag", this::delete)
                .add(PREFIX + "mark_tag", this::mark);
    }

    /** Those of one strategy, or of all. */
    private Map<String, Object> listOfStrategies(ApiRequest request) {
        long strategy = request.number("strategy_id", 0);
        return list(request, group -> group.strategy() != 0 && (strategy == 0 || group.strategy() == strategy));
    }

    private Map<String, Object> list(ApiRequest request, Predicate<CorpTags.Group> kind) {
        Set<String> groupIds = Set.copyOf(request.texts("group_id"));
        Set<String> tagIds = groupIds.isEmpty() ? Set.copyOf(request.texts("tag_id")) : Set.of();
        List<GroupView> groups = new ArrayList<>();
        for (CorpTags.Group group : tags.groups()) {
            if (!kind.test(group)) {
                continue;
            }
            List<CorpTags.Tag> shown = tags.tagsOf(group.id()).stream()
                    .filter(tag -> tagIds.isEmpty() || tagIds.contains(tag.id()))
                    .toList();
            if (!shown.isEmpty() && (groupIds.isEmpty() || groupIds.contains(group.id()))) {
                groups.add(view(group, shown));
            }
        }
        return Map.of("tag_group", groups);
    }

    private Map<String, Object> add(ApiRequest request) {
        Map<String, Long> wanted = wanted(request);
        if (tags.count() + wanted.size() > MOST_TAGS) {
            throw new ApiError(40126, "corp tag reach limit");
        }
        Optional<CorpTags.Group> existing = target(request);
        existing.ifPresent(group -> refuseDoubles(group, wanted.keySet()));
        CorpTags.Group group = existing.orElseGet(() -> {
            CorpTags.Group made =
                    tags.addGroup(name(request.text("group_name")), request.number("order", 0), request.app());
            echo.changed("create", "tag_group", made.id());
            return made;
        });
        List<CorpTags.Tag> made = new ArrayList<>();
        wanted.forEach((name, order) -> made.add(tags.addTag(group.id(), name, order, request.app())));
        made.forEach(tag -> echo.changed("create", "tag", tag.id()));
        return Map.of("tag_group", view(group, made));
    }

    private Map<String, Object> edit(ApiRequest request) {
        String id = request.text("id");
        Optional<CorpTags.Tag> tag = tags.tag(id);
        Optional<CorpTags.Group> group = tags.group(id);
        if (tag.isPresent()) {
            CorpTags.Tag old = owned(tag.get(), tag.get().owner(), request);
            String name = request.has("name") ? name(request.text("name")) : old.name();
            refuseNameOfAnother(id, tags.tagNamed(old.groupId(), name).map(CorpTags.Tag::id));
            tags.replace(old.renamed(name).placed(request.number("order", old.order())));
            echo.changed("update", "tag", id);
        } else if (group.isPresent()) {
            CorpTags.Group old = owned(group.get(), group.get().owner(), request);
            String name = request.has("name") ? name(request.text("name")) : old.name();
            refuseNameOfAnother(id, tags.groupNamed(name).map(CorpTags.Group::id));
            tags.replace(old.renamed(name).placed(request.number("order", old.order())));
            echo.changed("update", "tag_group", id);
        } else {
            throw unknown();
        }
        return Answers.OK;
    }

    private Map<String, Object> delete(ApiRequest request) {
        List<String> tagIds = request.texts("tag_id");
        List<String> groupIds = request.texts("group_id");
        if (tagIds.isEmpty() && groupIds.isEmpty()) {
            throw unknown();
        }
        for (String id : tagIds) {
            CorpTags.Tag tag = tags.tag(id).orElseThrow(CorpTagApi::unknown);
            owned(tag, tag.owner(), request);
        }
        for (String id : groupIds) {
            CorpTags.Group group = tags.group(id).orElseThrow(CorpTagApi::unknown);
            owned(group, group.owner(), request);
        }
        tagIds.forEach(id -> {
            world.friends().untagAll(tags.removeTag(id));
            echo.changed("delete", "tag", id);
        });
        groupIds.forEach(id -> {
            world.friends().untagAll(tags.removeGroup(id));
            echo.changed("delete", "tag_group", id);
        });
        return Answers.OK;
    }

    private Map<String, Object> mark(ApiRequest request) {
        List<String> add = request.texts("add_tag");
        List<String> remove = request.texts("remove_tag");
        int count = add.size() + remove.size();
        if (count == 0 || count > MOST_TAGS_PER_CALL) {
            throw new ApiError(41111, "1 to 1000 tags required");
        }
        if (!add.stream().allMatch(id -> tags.tag(id).isPresent())) {
            throw unknown();
        }
        FriendLink link = world.friends()
                .between(request.text("userid"), request.text("external_userid"))
                .orElseThrow(ApiError::noRelation);
        return gate.pass("mark_tag", link.externalUserid(), () -> {
            world.friends().note(link, notes -> {
                Set<String> ids = new LinkedHashSet<>(notes.tagIds());
                ids.addAll(add);
                remove.forEach(ids::remove);
                if (ids.size() > notes.tagIds().size() && ids.size() > limits.tagsOnCustomer()) {
                    throw new ApiError(40144, "customer tag reach limit");
                }
                return notes.withTags(ids);
            });
            echo.edited(link);
            return Answers.OK;
        });
    }

    /** Names and orders; a name that comes twice is one. */
    private static Map<String, Long> wanted(ApiRequest request) {
        Map<String, Long> wanted = new LinkedHashMap<>();
        for (JsonNode tag : request.objects("tag")) {
            wanted.put(
                    name(ApiRequest.text(tag.path("name"))), tag.path("order").asLong(0));
        }
        if (wanted.isEmpty()) {
            throw new ApiError(40072, "invalid tag name");
        }
        return wanted;
    }

    private Optional<CorpTags.Group> target(ApiRequest request) {
        String id = request.text("group_id");
        return id.isEmpty()
                ? tags.groupNamed(request.text("group_name"))
                : Optional.of(tags.group(id).orElseThrow(CorpTagApi::unknown));
    }

    private static void refuseNameOfAnother(String id, Optional<String> named) {
        if (named.filter(other -> !other.equals(id)).isPresent()) {
            throw new ApiError(40071, "tag name already exist");
        }
    }

    private void refuseDoubles(CorpTags.Group group, Set<String> names) {
        if (tags.tagsOf(group.id()).stream().anyMatch(tag -> names.contains(tag.name()))) {
            throw new ApiError(40071, "tag name already exist");
        }
    }

    private static String name(String given) {
        if (given.isBlank() || given.codePointCount(0, given.length()) > LONGEST_NAME) {
            throw new ApiError(40072, "invalid tag name");
        }
        return given;
    }

    private static <T> T owned(T thing, String owner, ApiRequest request) {
        if (!owner.equals(request.app())) {
            throw new ApiError(60011, "no privilege to access/modify contact/party/agent");
        }
        return thing;
    }

    private static ApiError unknown() {
        return new ApiError(40068, "invalid tagid");
    }

    private static GroupView view(CorpTags.Group group, List<CorpTags.Tag> shown) {
        return new GroupView(
                group.id(),
                group.name(),
                group.createTime(),
                group.order(),
                group.strategy() == 0 ? null : group.strategy(),
                shown.stream()
                        .map(tag -> new TagView(tag.id(), tag.name(), tag.createTime(), tag.order()))
                        .toList());
    }
}
