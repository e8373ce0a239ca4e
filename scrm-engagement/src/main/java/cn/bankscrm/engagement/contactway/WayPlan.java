package cn.bankscrm.engagement.contactway;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a code is to be.
 *
 * @param channel where it hangs: customers who came from one channel are greeted and counted together
 * @param onPage whether customers may choose it on the branch page; then it has one member on duty at most
 * @param places the neighbourhoods by which customers find it there
 */
public record WayPlan(String name, String channel, boolean onPage, String places, List<WayMember> members) {

    static final int LONGEST_NAME = 30;
    static final int LONGEST_CHANNEL = 20;
    static final int LONGEST_PLACES = 500;

    /** What is wrong with a plan. */
    public enum Problem {
        NAME,
        CHANNEL,
        PLACES,
        /** Nobody is on duty ever. */
        NO_MEMBER,
        /** Without a stand-in the code would lead nowhere at night. */
        NO_STAND_IN,
        TOO_MANY_MEMBERS,
        /** Somebody is on duty on no day, or until before they begin. */
        HOURS,
        CAP,
        /** On the branch page a code stands for one manager. */
        ONE_MANAGER,
        /** Somebody does not work there, or is not in WeCom. */
        STRANGER,
        /** Customers must not read such words. */
        WORDS,
        /** Nothing can be screened at the moment. */
        DOOR_CLOSED,
        /** There is no such code in the scope, or it has ended. */
        NOT_FOUND
    }

    public WayPlan {
        name = name.strip();
        channel = channel.strip();
        places = places.strip();
        members = List.copyOf(members);
    }

    /** What customers read of it. */
    String shown() {
        return name + "\n\n" + places;
    }

    /** What can be seen without looking anything up. */
    Set<Problem> problems() {
        Set<Problem> found = EnumSet.noneOf(Problem.class);
        if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME || name.length() > LONGEST_NAME) {
            found.add(Problem.NAME);
        }
        if (channel.isEmpty() || channel.length() > LONGEST_CHANNEL) {
            found.add(Problem.CHANNEL);
        }
        if (places.length() > LONGEST_PLACES) {
            found.add(Problem.PLACES);
        }
        List<WayMember> onDuty = new ArrayList<>(members);
        onDuty.removeIf(WayMember::standIn);
        if (onDuty.isEmpty()) {
            found.add(Problem.NO_MEMBER);
        }
        if (onDuty.size() == members.size()) {
            found.add(Problem.NO_STAND_IN);
        }
        if (members.size() > ContactWayPublishing.MOST_MEMBERS) {
            found.add(Problem.TOO_MANY_MEMBERS);
        }
        if (onDuty.stream()
                .anyMatch(one -> one.days().isEmpty() || !one.begins().isBefore(one.ends()))) {
            found.add(Problem.HOURS);
        }
        if (members.stream().anyMatch(one -> one.dailyCap() < 0 || one.dailyCap() > WayMember.MOST_A_DAY)) {
            found.add(Problem.CAP);
        }
        if (onPage && onDuty.size() > 1) {
            found.add(Problem.ONE_MANAGER);
        }
        return found;
    }
}
