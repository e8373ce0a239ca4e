package cn.bankscrm.simulator.data;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * All that WeCom knows of the corp when the simulator starts.
 *
 * @param behaviour asked for only when somebody wants statistics, because it is the largest part
 */
public record WeComData(
        List<Department> departments,
        List<Member> members,
        List<Contact> contacts,
        List<FriendRecord> friends,
        List<TagRecord> tags,
        Supplier<List<BehaviourDay>> behaviour) {

    public WeComData {
        departments = List.copyOf(departments);
        members = List.copyOf(members);
        contacts = List.copyOf(contacts);
        friends = List.copyOf(friends);
        tags = List.copyOf(tags);
    }

    /** A corp without tags. */
    public WeComData(
            List<Department> departments,
            List<Member> members,
            List<Contact> contacts,
            List<FriendRecord> friends,
            Supplier<List<BehaviourDay>> behaviour) {
        this(departments, members, contacts, friends, List.of(), behaviour);
    }

    /** When the first friend link began. */
    public Instant firstMoment() {
        return Instant.ofEpochSecond(
                friends.stream().mapToLong(FriendRecord::createtime).min().orElse(0));
    }

    /** When the last friend link began or ended. */
    public Instant lastMoment() {
        return Instant.ofEpochSecond(
                friends.stream().mapToLong(WeComData::lastOf).max().orElse(0));
    }

    private static long lastOf(FriendRecord link) {
        Long deletedAt = link.deletedAt();
        return deletedAt == null ? link.createtime() : deletedAt;
    }

    public static WeComData empty() {
        return new WeComData(List.of(), List.of(), List.of(), List.of(), List::of);
    }
}
