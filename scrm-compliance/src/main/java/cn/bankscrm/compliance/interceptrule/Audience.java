package cn.bankscrm.compliance.interceptrule;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whose chats a rule is for, in WeCom's words.
 *
 * @param departments with all below them
 * @param users accounts of members
 */
public record Audience(SortedSet<Long> departments, SortedSet<String> users) {

    /** What WeCom takes at a time of either. */
    public static final int MOST = 1_000;

    public Audience {
        departments = new TreeSet<>(departments);
        users = new TreeSet<>(users);
    }

    public boolean isEmpty() {
        return departments.isEmpty() && users.isEmpty();
    }

    boolean isTooWide() {
        return departments.size() > MOST || users.size() > MOST;
    }

    /** Without the accounts. */
    @Override
    public String toString() {
        return "Audience[" + departments.size() + " departments, " + users.size() + " users]";
    }
}
