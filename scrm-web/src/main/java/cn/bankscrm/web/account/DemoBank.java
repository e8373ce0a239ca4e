package cn.bankscrm.web.account;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.web.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who in the demo bank gets a demo account: head office, its first branch, and the manager there with most customers.
 */
@Component
@Profile("demo")
class DemoBank {

    static final List<String> USERNAMES = List.of(
            "admin",
            "operations",
            "headoffice",
            "compliance-1",
            "compliance-2",
            "branch",
            "content",
            "compliance",
            "manager");

    private final JdbcClient db;

    DemoBank(JdbcClient db) {
        this.db = db;
    }

    record DemoAccount(
            String username,
            String displayName,
            Role role,
            @Nullable Long institution,
            @Nullable Long staff) {}

    private record Place(long id, String name) {}

    private record Person(long id, String name) {}

    /** Those that can be opened by now: the administrator and operations at once, the others once the bank is there. */
    List<DemoAccount> accounts() {
        List<DemoAccount> accounts = new ArrayList<>();
        accounts.add(new DemoAccount("admin", "演示管理员", Role.ADMINISTRATOR, null, null));
        accounts.add(new DemoAccount("operations", "演示运维", Role.OPERATIONS, null, null));
        // who manages customers comes last of what a bank's files tell: by then all staff are known
        firstBranch()
                .ifPresent(branch -> busiestManager(branch)
                        .ifPresent(manager -> headOffice().ifPresent(head -> {
                            accounts.addAll(atHeadOffice(head));
                            accounts.addAll(atBranch(branch, manager));
                        })));
        return accounts;
    }

    /** Where most accounts are; to be asked when all can be opened. */
    InstitutionId branch() {
        return new InstitutionId(firstBranch().orElseThrow().id());
    }

    /** Two officers, because what one of them writes, or an administrator asks for, the other approves. */
    private List<DemoAccount> atHeadOffice(Place head) {
        return List.of(
                new DemoAccount(
                        "headoffice", head.name() + "负责人", Role.BRANCH_MANAGER, head.id(), holder(head, "行长", 0)),
                new DemoAccount(
                        "compliance-1", head.name() + "合规甲", Role.COMPLIANCE, head.id(), holder(head, "合规经理", 0)),
                new DemoAccount(
                        "compliance-2", head.name() + "合规乙", Role.COMPLIANCE, head.id(), holder(head, "合规经理", 1)));
    }

    private List<DemoAccount> atBranch(Place branch, Person manager) {
        return List.of(
                new DemoAccount(
                        "branch", branch.name() + "行长", Role.BRANCH_MANAGER, branch.id(), holder(branch, "分行行长", 0)),
                new DemoAccount("content", branch.name() + "中台", Role.MIDDLE_OFFICE, branch.id(), null),
                new DemoAccount(
                        "compliance", branch.name() + "合规", Role.COMPLIANCE, branch.id(), holder(branch, "合规经理", 0)),
                new DemoAccount("manager", manager.name(), Role.RELATIONSHIP_MANAGER, null, manager.id()));
    }

    /** The n-th in such a post there; null where the bank has none. */
    private @Nullable Long holder(Place place, String position, int number) {
        return db.sql("""
                        select staff_id from core.staff_post
                        where institution_id = :place and position = :position and valid_to is null
                        order by staff_id offset :number limit 1
                        """)
                .param("place", place.id())
                .param("position", position)
                .param("number", number)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private Optional<Place> headOffice() {
        return db.sql("select id, name from core.institution where parent_id is null")
                .query((row, number) -> new Place(row.getLong("id"), row.getString("name")))
                .optional();
    }

    private Optional<Place> firstBranch() {
        return db.sql("""
                        select i.id, i.name
                        from core.institution i
                        join core.institution head on head.id = i.parent_id and head.parent_id is null
                        where exists (select from core.institution below where below.parent_id = i.id)
                        order by i.code
                        limit 1
                        """)
                .query((row, number) -> new Place(row.getLong("id"), row.getString("name")))
                .optional();
    }

    private Optional<Person> busiestManager(Place branch) {
        return db.sql("""
                        select s.id, coalesce(s.name, s.staff_no) as name
                        from core.institution_path p
                        join core.staff_post post on post.institution_id = p.institution_id and post.valid_to is null
                        join core.staff s on s.id = post.staff_id
                        join core.assignment a on a.staff_id = s.id and a.valid_to is null
                        where p.ancestor_id = :branch
                        group by s.id
                        order by count(*) desc, s.id
                        limit 1
                        """)
                .param("branch", branch.id())
                .query((row, number) -> new Person(row.getLong("id"), row.getString("name")))
                .optional();
    }
}
