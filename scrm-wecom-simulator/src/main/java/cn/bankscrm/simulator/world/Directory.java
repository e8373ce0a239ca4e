package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.Department;
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
    private final Map<Long, Department> departments = new LinkedHashMap<>();
    private final Map<String, Member> members = new LinkedHashMap<>();

    public Directory(Collection<Department> departments, Collection<Member> members) {
        departments.forEach(this::put);
        members.forEach(this::put);
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
        departments.put(department.id(), department);
    }

    public synchronized void put(Member member) {
        members.put(Member.key(member.userid()), member);
    }

    public synchronized void remove(Member member) {
        members.remove(Member.key(member.userid()));
    }
}
