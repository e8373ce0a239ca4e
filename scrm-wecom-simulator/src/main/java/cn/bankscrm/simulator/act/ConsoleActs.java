package cn.bankscrm.simulator.act;

import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.CorpTags;
import cn.bankscrm.simulator.world.World;
import java.time.Instant;
import java.util.List;

/** What the corp's administrator does in the console: tags, members, departments. */
public final class ConsoleActs {
    private static final int LONGEST_NAME = 30;

    private final World world;
    private final Events events;
    private final Courier courier;

    public ConsoleActs(World world, Events events, Courier courier) {
        this.world = world;
        this.events = events;
        this.courier = courier;
    }

    /** Makes a tag, and its group where there is none of that name. */
    public CorpTags.Tag addTag(String groupName, String name) {
        refuseNone(groupName);
        refuseNone(name);
        world.tags()
                .groupNamed(groupName)
                .flatMap(group -> world.tags().tagNamed(group.id(), name))
                .ifPresent(known -> {
                    throw new BadRequest("这个组里已有同名标签");
                });
        CorpTags.Group group = world.tags().groupNamed(groupName).orElseGet(() -> {
            CorpTags.Group made = world.tags().addGroup(groupName, 0, CorpTags.CONSOLE);
            courier.dispatch(events.tagChanged("create", "tag_group", made.id(), now()));
            return made;
        });
        CorpTags.Tag tag = world.tags().addTag(group.id(), name, 0, CorpTags.CONSOLE);
        courier.dispatch(events.tagChanged("create", "tag", tag.id(), now()));
        return tag;
    }

    /** WeCom tells of every group once more, as it does when an app is let see them. */
    public void tellTags() {
        world.tags()
                .groups()
                .forEach(group -> courier.dispatch(events.tagChanged("create", "tag_group", group.id(), now())));
    }

    public void renameTag(String id, String name) {
        refuseNone(name);
        CorpTags.Tag tag = knownTag(id);
        world.tags()
                .tagNamed(tag.groupId(), name)
                .filter(other -> !other.id().equals(id))
                .ifPresent(known -> {
                    throw new BadRequest("这个组里已有同名标签");
                });
        world.tags().replace(tag.renamed(name));
        courier.dispatch(events.tagChanged("update", "tag", id, now()));
    }

    public void renameTagGroup(String id, String name) {
        world.tags().replace(knownGroup(id).renamed(name));
        courier.dispatch(events.tagChanged("update", "tag_group", id, now()));
    }

    public void deleteTag(String id) {
        knownTag(id);
        world.friends().untagAll(world.tags().removeTag(id));
        courier.dispatch(events.tagChanged("delete", "tag", id, now()));
    }

    /** No event a tag: only the group's. */
    public void deleteTagGroup(String id) {
        world.friends().untagAll(world.tags().removeGroup(id));
        courier.dispatch(events.tagChanged("delete", "tag_group", id, now()));
    }

    /** Puts a group's tags into another order. */
    public void shuffleTags(String groupId) {
        List<CorpTags.Tag> tags = world.tags().tagsOf(groupId);
        for (int i = 0; i < tags.size(); i++) {
            world.tags().replace(tags.get(i).placed(i + 1L));
        }
        courier.dispatch(events.tagsShuffled(groupId, now()));
    }

    /** Puts the groups into another order: the event then names none. */
    public void shuffleTagGroups() {
        List<CorpTags.Group> groups = world.tags().groups();
        for (int i = 0; i < groups.size(); i++) {
            world.tags().replace(groups.get(i).placed(i + 1L));
        }
        courier.dispatch(events.tagsShuffled("", now()));
    }

    /** A tag of a customer strategy (规则组标签), in a group that is made where there is none of that name. */
    public CorpTags.Tag addStrategyTag(long strategy, String groupName, String name) {
        CorpTags.Tag tag = world.tags().addStrategyTag(strategy, groupName, name);
        courier.dispatch(events.tagChanged("create", "tag", tag.id(), now()));
        return tag;
    }

    public void joins(Member member) {
        world.directory().put(member);
        courier.dispatch(events.memberChanged("create_user", member, now()));
    }

    public void moves(String userid, long department) {
        Member moved = known(userid).in(List.of(department));
        world.directory().put(moved);
        courier.dispatch(events.memberChanged("update_user", moved, now()));
    }

    /** The member leaves the bank; his links wait for a successor. */
    public void leaves(String userid) {
        Member member = known(userid);
        world.directory().put(member.withStatus(Member.LEFT));
        courier.dispatch(events.memberChanged("delete_user", member, now()));
    }

    public void putDepartment(Department department) {
        boolean known = world.directory().department(department.id()).isPresent();
        world.directory().put(department);
        courier.dispatch(events.departmentChanged(known ? "update_party" : "create_party", department, now()));
    }

    private static void refuseNone(String name) {
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw new BadRequest("名称为 1 到 30 个字");
        }
    }

    private Member known(String userid) {
        return world.directory().member(userid).orElseThrow(() -> new BadRequest("没有这位员工"));
    }

    private CorpTags.Tag knownTag(String id) {
        return world.tags().tag(id).orElseThrow(() -> new BadRequest("没有这个标签"));
    }

    private CorpTags.Group knownGroup(String id) {
        return world.tags().group(id).orElseThrow(() -> new BadRequest("没有这个标签组"));
    }

    private Instant now() {
        return world.clock().instant();
    }
}
