package cn.bankscrm.simulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** The corp's customer tags (企业客户标签) in their groups. An emptied group is gone. */
public final class CorpTags {
    /** Tags made in the console belong to no app. */
    public static final String CONSOLE = "";

    /** A tag; only the app that made it, its owner, may change it. */
    public record Tag(String id, String groupId, String name, long createTime, long order, String owner) {}

    /** A group of tags. */
    public record Group(String id, String name, long createTime, long order, String owner) {}

    private final VirtualClock clock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Tag> tags = new LinkedHashMap<>();

    public CorpTags(VirtualClock clock) {
        this.clock = clock;
    }

    public synchronized List<Group> groups() {
        return List.copyOf(groups.values());
    }

    public synchronized List<Tag> tagsOf(String groupId) {
        return tags.values().stream()
                .filter(tag -> tag.groupId().equals(groupId))
                .toList();
    }

    public synchronized Optional<Group> group(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    public synchronized Optional<Group> groupNamed(String name) {
        return groups.values().stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    public synchronized Optional<Tag> tag(String id) {
        return Optional.ofNullable(tags.get(id));
    }

    public synchronized int count() {
        return tags.size();
    }

    public synchronized Group addGroup(String name, long order, String owner) {
        Group group = new Group(nextId("etG"), name, clock.seconds(), order, owner);
        groups.put(group.id(), group);
        return group;
    }

    public synchronized Tag addTag(String groupId, String name, long order, String owner) {
        Tag tag = new Tag(nextId("etT"), groupId, name, clock.seconds(), order, owner);
        tags.put(tag.id(), tag);
        return tag;
    }

    public synchronized void replace(Tag tag) {
        tags.replace(tag.id(), tag);
    }

    public synchronized void replace(Group group) {
        groups.replace(group.id(), group);
    }

    public synchronized void removeTag(String id) {
        Tag removed = tags.remove(id);
        if (removed != null && tagsOf(removed.groupId()).isEmpty()) {
            groups.remove(removed.groupId());
        }
    }

    public synchronized void removeGroup(String id) {
        groups.remove(id);
        new ArrayList<>(tagsOf(id)).forEach(tag -> tags.remove(tag.id()));
    }

    private String nextId(String prefix) {
        return "%s%012d".formatted(prefix, numbers.incrementAndGet());
    }
}
