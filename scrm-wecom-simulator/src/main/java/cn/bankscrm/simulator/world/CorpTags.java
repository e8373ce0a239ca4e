package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.data.TagRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    private static final String KIND = "corp_tag";

    /** A tag or a group as it is from now on, or was before it was deleted; for the journal. */
    private record Change(@Nullable Tag tag, @Nullable Group group, boolean removed) {
        static Change to(Tag tag) {
            return new Change(tag, null, false);
        }

        static Change to(Group group) {
            return new Change(null, group, false);
        }
    }

    private final VirtualClock clock;
    private final Journal journal;
    private long lastNumber;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Tag> tags = new LinkedHashMap<>();

    /** The tags of a folder, with what the journal tells of them. */
    public CorpTags(VirtualClock clock, List<TagRecord> folder, Journal journal) {
        this.clock = clock;
        this.journal = journal;
        for (TagRecord tag : folder) {
            groups.putIfAbsent(
                    tag.groupId(), new Group(tag.groupId(), tag.groupName(), tag.createTime(), 0, tag.owner(), 0));
            make(Change.to(new Tag(tag.id(), tag.groupId(), tag.name(), tag.createTime(), 0, tag.owner())));
        }
        journal.kept(KIND, Change.class).forEach(this::make);
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
                    change(Change.to(made));
                    return made;
                });
        Tag tag = new Tag(nextId("stT"), group.id(), name, clock.seconds(), 0, CONSOLE);
        change(Change.to(tag));
        return tag;
    }

    public synchronized Group addGroup(String name, long order, String owner) {
        Group group = new Group(nextId("etG"), name, clock.seconds(), order, owner, 0);
        change(Change.to(group));
        return group;
    }

    public synchronized Tag addTag(String groupId, String name, long order, String owner) {
        Tag tag = new Tag(nextId("etT"), groupId, name, clock.seconds(), order, owner);
        change(Change.to(tag));
        return tag;
    }

    public synchronized void replace(Tag tag) {
        if (tags.containsKey(tag.id())) {
            change(Change.to(tag));
        }
    }

    public synchronized void replace(Group group) {
        if (groups.containsKey(group.id())) {
            change(Change.to(group));
        }
    }

    /** @return the ids of tags that are gone by it */
    public synchronized Set<String> removeTag(String id) {
        Tag known = tags.get(id);
        if (known != null) {
            change(new Change(known, null, true));
        }
        return Set.of(id);
    }

    /** @return the ids of tags that are gone by it */
    public synchronized Set<String> removeGroup(String id) {
        Set<String> gone = new LinkedHashSet<>();
        tagsOf(id).forEach(tag -> gone.add(tag.id()));
        Group known = groups.get(id);
        if (known != null) {
            change(new Change(null, known, true));
        }
        return gone;
    }

    private void change(Change change) {
        make(change);
        journal.keep(KIND, change);
    }

    private void make(Change change) {
        if (change.tag() != null) {
            Tag tag = change.tag();
            lastNumber = Math.max(lastNumber, number(tag.id()));
            if (change.removed()) {
                tags.remove(tag.id());
                if (tagsOf(tag.groupId()).isEmpty()) {
                    groups.remove(tag.groupId());
                }
            } else {
                tags.put(tag.id(), tag);
            }
        } else if (change.group() != null) {
            Group group = change.group();
            lastNumber = Math.max(lastNumber, number(group.id()));
            if (change.removed()) {
                groups.remove(group.id());
                tags.values().removeIf(tag -> tag.groupId().equals(group.id()));
            } else {
                groups.put(group.id(), group);
            }
        }
    }

    private String nextId(String prefix) {
        lastNumber++;
        return "%s%012d".formatted(prefix, lastNumber);
    }

    private static long number(String id) {
        String digits = id.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 12 ? 0 : Long.parseLong(digits);
    }
}
