package cn.bankscrm.simulator.world;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The corp's customer tags (企业客户标签) in their groups. An emptied group is gone. */
public final class CorpTags {
    /** Tags made in the console belong to no app. */
    public static final String CONSOLE = "";

    /** A tag; only the app that made it, its owner, may change it. */
    public record Tag(String id, String groupId, String name, long createTime, long order, String owner) {

        public Tag renamed(String newName) {
            return new Tag(id, groupId, newName, createTime, order, owner);
        }

        public Tag placed(long newOrder) {
            return new Tag(id, groupId, name, createTime, newOrder, owner);
        }
    }

    /**
     * A group of tags.
     *
     * @param strategy the customer strategy that it belongs to; 0 for corp tags
     */
    public record Group(String id, String name, long createTime, long order, String owner, long strategy) {

        public Group renamed(String newName) {
            return new Group(id, newName, createTime, order, owner, strategy);
        }

        public Group placed(long newOrder) {
            return new Group(id, name, createTime, newOrder, owner, strategy);
        }
    }

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
                .filter(group -> group.strategy() == 0 && group.name().equals(name))
                .findFirst();
    }

    public synchronized Optional<Tag> tag(String id) {
        return Optional.ofNullable(tags.get(id));
    }

    public synchronized int count() {
        return tags.size();
    }

    public synchronized Optional<Tag> tagNamed(String groupId, String name) {
        return tags.values().stream()
                .filter(tag -> tag.groupId().equals(groupId) && tag.name().equals(name))
                .findFirst();
    }

    /** A tag that a strategy (规则组) has; members of the strategy put it on their customers. */
    public synchronized Tag addStrategyTag(long strategy, String groupName, String name) {
        Group group = groups.values().stream()
                .filter(known -> known.strategy() == strategy && known.name().equals(groupName))
                .findFirst()
                .orElseGet(() -> {
                    Group made = new Group(nextId("stG"), groupName, clock.seconds(), 0, CONSOLE, strategy);
                    groups.put(made.id(), made);
                    return made;
                });
        Tag tag = new Tag(nextId("stT"), group.id(), name, clock.seconds(), 0, CONSOLE);
        tags.put(tag.id(), tag);
        return tag;
    }

    public synchronized Group addGroup(String name, long order, String owner) {
        Group group = new Group(nextId("etG"), name, clock.seconds(), order, owner, 0);
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

    /** @return the ids of tags that are gone by it */
    public synchronized Set<String> removeTag(String id) {
        Tag removed = tags.remove(id);
        if (removed != null && tagsOf(removed.groupId()).isEmpty()) {
            groups.remove(removed.groupId());
        }
        return Set.of(id);
    }

    /** @return the ids of tags that are gone by it */
    public synchronized Set<String> removeGroup(String id) {
        groups.remove(id);
        Set<String> gone = new LinkedHashSet<>();
        tagsOf(id).forEach(tag -> gone.add(tag.id()));
        tags.keySet().removeAll(gone);
        return gone;
    }

    private String nextId(String prefix) {
        return "%s%012d".formatted(prefix, numbers.incrementAndGet());
    }
}
