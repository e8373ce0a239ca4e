package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.data.Department;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.data.WeComData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a whole bank from a plan: the same plan, the same bank. */
public final class BankGenerator {
    private BankGenerator() {}

    public static GeneratedBank generate(BankPlan plan) {
        List<Institution> institutions = Institutions.make(plan);
        List<StaffMember> staff = Staff.make(plan, institutions);
        List<Customer> customers = Customers.make(plan, institutions);
        List<Assignment> assignments = Assignments.make(plan, staff, customers);
        Friendships friendships = new Friendships(plan, new Roster(staff, assignments), new Appeal(plan, institutions));
        friendships.make(customers);
        Referrals referrals = new Referrals(plan, staff, friendships.bindings(), friendships.links());
        Tagging tagging = new Tagging(plan);
        WeComData weCom = new WeComData(
                departments(institutions),
                staff.stream().map(BankGenerator::member).toList(),
                friendships.contacts(),
                tagging.on(referrals.links(), friendships.customers()),
                tagging.tags(),
                () -> new Behaviour(plan, friendships.links()).make(staff));
        Possessions possessions = new Possessions(plan);
        customers.forEach(possessions::make);
        return new GeneratedBank(
                institutions,
                staff,
                customers,
                assignments,
                friendships.bindings(),
                possessions.holdings(),
                possessions.attributes(),
                Interactions.make(plan, assignments),
                referrals.codes(),
                weCom);
    }

    private static List<Department> departments(List<Institution> institutions) {
        Map<String, Long> ids = new HashMap<>();
        institutions.forEach(institution -> ids.put(institution.code(), institution.department()));
        return institutions.stream()
                .map(institution -> new Department(
                        institution.department(),
                        institution.name(),
                        ids.getOrDefault(institution.parentCode(), 0L),
                        1000 - institution.department(),
                        institution.code()))
                .toList();
    }

    private static Member member(StaffMember staff) {
        return new Member(
                staff.userid(),
                staff.name(),
                List.of(staff.institution().department()),
                staff.lastPost().position(),
                staff.left() ? Member.LEFT : Member.ACTIVE,
                null);
    }
}
