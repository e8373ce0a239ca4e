package cn.bankscrm.web.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.core.scope.VisibleInstitutions;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.instruction.FeedbackKind;
import cn.bankscrm.engagement.instruction.InstructionDraft;
import cn.bankscrm.engagement.instruction.InstructionId;
import cn.bankscrm.engagement.instruction.InstructionRegister;
import cn.bankscrm.engagement.instruction.InstructionRows;
import cn.bankscrm.engagement.instruction.InstructionTasks;
import cn.bankscrm.engagement.instruction.Issued;
import cn.bankscrm.web.account.DemoAccountsOpened;
import cn.bankscrm.web.account.DemoPeople;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demo bank's first branch has one instruction under way: all but one of its sub-branches have passed it on, some
 * of their staff have carried it out, and the demo's manager has it before them.
 */
@Component
@Profile("demo")
class DemoInstructions {

    private static final String AUTHOR = "content";
    private static final String OFFICER = "branch";
    private static final int DAYS = 5;

    private final JdbcClient db;
    private final VisibleInstitutions institutions;
    private final InstructionRegister register;
    private final InstructionRows rows;
    private final InstructionTasks tasks;
    private final DemoPeople people;
    private final Clock clock;

    DemoInstructions(
            JdbcClient db,
            VisibleInstitutions institutions,
            InstructionRegister register,
            InstructionRows rows,
            InstructionTasks tasks,
            DemoPeople people,
            Clock clock) {
        this.db = db;
        this.institutions = institutions;
        this.register = register;
        this.rows = rows;
        this.tasks = tasks;
        this.people = people;
        this.clock = clock;
    }

    @EventListener
    void begin(DemoAccountsOpened opened) {
        DataScope branch = new DataScope.Subtree(opened.branch());
        boolean begun = db.sql("select exists (select from engagement.instruction)")
                .query(Boolean.class)
                .single();
        List<String> positions = rows.positions(opened.branch(), branch).stream()
                .filter(InstructionRows.Position::managing)
                .map(InstructionRows.Position::name)
                .toList();
        if (!begun
                && people.as(AUTHOR, () -> register.issue(draft(opened.branch(), positions), branch))
                        instanceof Issued.Done done) {
            passOn(done.id(), opened.branch(), branch);
            carryOut(done.id());
        }
    }

    private InstructionDraft draft(InstitutionId branch, List<String> positions) {
        return new InstructionDraft(
                "demo",
                "回访到期客户",
                "挑出本月有产品到期、近三十天没有联系过的客户，逐位打个招呼，问清资金安排；不合适的客户请在反馈里说明。",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                branch,
                List.of(branch),
                positions,
                false,
                LocalDate.now(clock).plusDays(DAYS),
                Optional.of(2),
                2);
    }

    /** In every institution below but the last right below the branch, which is not the manager's. */
    private void passOn(InstructionId id, InstitutionId branch, DataScope scope) {
        List<InstitutionNode> below = institutions.children(branch, scope).stream()
                .filter(node -> of(id, node.id()) > 0)
                .toList();
        Optional<InstitutionId> left = below.stream()
                .map(InstitutionNode::id)
                .filter(one -> !managers(one))
                .reduce((first, second) -> second);
        below.stream()
                .map(InstitutionNode::id)
                .filter(one -> left.filter(one::equals).isEmpty())
                .forEach(one -> downFrom(id, one, scope));
    }

    private void downFrom(InstructionId id, InstitutionId institution, DataScope scope) {
        people.as(OFFICER, () -> register.passOn(id, institution, scope));
        institutions.children(institution, scope).forEach(node -> downFrom(id, node.id(), scope));
    }

    private int of(InstructionId id, InstitutionId institution) {
        return db.sql("""
                        select count(*) from engagement.instruction_institution
                        where instruction_id = :id and institution_id = :institution
                        """)
                .param("id", id.value())
                .param("institution", institution.value())
                .query(Integer.class)
                .single();
    }

    private boolean managers(InstitutionId institution) {
        return db.sql("""
                        select exists (
                            select from platform.account a
                            join core.staff_post p on p.staff_id = a.staff_id and p.valid_to is null
                            join core.institution_path u on u.institution_id = p.institution_id
                            where a.username = 'manager' and u.ancestor_id = :institution)
                        """)
                .param("institution", institution.value())
                .query(Boolean.class)
                .single();
    }

    /** Of each five who have it: three are done, one has begun, one has seen it; one says what they think of it. */
    private void carryOut(InstructionId id) {
        List<StaffId> reached = db.sql("""
                        select s.staff_id from engagement.instruction_staff s
                        where s.instruction_id = :id and s.state = 'DELIVERED' and not exists (
                            select from platform.account a where a.username = 'manager' and a.staff_id = s.staff_id)
                        order by s.staff_id
                        """)
                .param("id", id.value())
                .query((row, number) -> new StaffId(row.getLong("staff_id")))
                .list();
        for (int at = 0; at < reached.size(); at++) {
            StaffId staff = reached.get(at);
            switch (at % 5) {
                case 0, 1, 2 -> tasks.done(id, staff);
                case 3 -> tasks.start(id, staff);
                default -> tasks.seen(id, staff);
            }
        }
        reached.stream()
                .findFirst()
                .ifPresent(staff -> tasks.feedback(id, staff, FeedbackKind.UNFIT, "客户先问费率，话术里没有，能补一张对照表吗？"));
    }
}
