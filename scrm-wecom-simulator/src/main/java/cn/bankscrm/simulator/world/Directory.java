package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.data.Member;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The corp's departments and members (通讯录). */
public final class Directory {
    private static final String DEPARTMENT = "department";
    private static final String MEMBER = "member";

    /** What was made of a member, for the journal. */
    private record Change(Member member, boolean removed) {}

    private final Journal journal;
    private final Map<Long, Department> departments = new LinkedHashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** The departments and members of a folder, with what the journal tells of them. */
    public Directory(Collection<Department> departments, Collection<Member> members, Journal journal) {
        this.journal = journal;
        departments.forEach(this::enter);
        members.forEach(this::enter);
        journal.kept(DEPARTMENT, Department.class).forEach(this::enter);
        journal.kept(MEMBER, Change.class).forEach(this::make);
    }

    public synchronized List<Department> departments() {
        return List.copyOf(departments.values());
    }

    public synchronized Optional<Department> department(long id) {
        return Optional.ofNullable(departments.get(id));
    }

    /** A department and all below it. */
    public synchronized List<Department> subtree(long root) {
        Set<Long> inside = new LinkedHashSet<>();
        inside.add(root);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Department department : departments.values()) {
                grew |= inside.contains(department.parentid()) && inside.add(department.id());
            }
        }
        return departments.values().stream()
                .filter(department -> inside.contains(department.id()))
                .toList();
    }

    public synchronized List<Member> members() {
        return List.copyOf(members.values());
    }

    public synchronized Optional<Member> member(String userid) {
        return Optional.ofNullable(members.get(Member.key(userid)));
    }

    public synchronized void put(Department department) {
        enter(department);
        journal.keep(DEPARTMENT, department);
    }

    public synchronized void put(Member member) {
        change(new Change(member, false));
    }

    private void enter(Department department) {
        departments.put(department.id(), department);
    }

    private void enter(Member member) {
        members.put(Member.key(member.userid()), member);
    }

    public synchronized void remove(Member member) {
        change(new Change(member, true));
    }

    private void change(Change change) {
        make(change);
        journal.keep(MEMBER, change);
    }

    private void make(Change change) {
        if (change.removed()) {
            members.remove(Member.key(change.member().userid()));
        } else {
            enter(change.member());
        }
    }
}
