package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.wecom.directory.Changes;
import cn.bankscrm.wecom.directory.Department;
import cn.bankscrm.wecom.directory.DepartmentRows;
import cn.bankscrm.wecom.directory.DirectoryReading;
import cn.bankscrm.wecom.directory.Member;
import cn.bankscrm.wecom.directory.MemberRows;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The address book: departments in one step, members department by department, then those who were not met in any. */
@Component
class DirectorySteps {

    private final DirectoryReading reading;
    private final DepartmentRows departments;
    private final MemberRows members;
    private final SyncRuns runs;
    private final TransactionOperations transactions;

    DirectorySteps(
            DirectoryReading reading,
            DepartmentRows departments,
            MemberRows members,
            SyncRuns runs,
            TransactionOperations transactions) {
        this.reading = reading;
        this.departments = departments;
        this.members = members;
        this.runs = runs;
        this.transactions = transactions;
    }

    SyncRun departments(SyncRun run) {
        List<Department> all = reading.departments();
        return transactions.execute(status -> {
            SyncRun next = run.reporting(run.report().with("departments", counts(departments.mirror(all))));
            return runs.save(next.in(Phase.MEMBERS, departments.count()));
        });
    }

    SyncRun members(SyncRun run) {
        List<Long> next = departments.after(run.position().department(), 1);
        return next.isEmpty() ? unmet(run) : membersOf(run, next.getFirst());
    }

    SyncRun followers(SyncRun run) {
        List<WeComUserId> followers = reading.withCustomerContact();
        return transactions.execute(status -> {
            int count = members.withCustomerContact(followers);
            return runs.save(run.reporting(run.report().with("followUsers", new SyncCounts(count, 0, 0, 0)))
                    .in(Phase.TAGS, 1));
        });
    }

    private SyncRun membersOf(SyncRun run, long department) {
        List<Member> found = reading.members(department);
        return transactions.execute(status -> {
            Changes changes = members.store(found, run.id());
            return runs.save(run.reporting(run.report().with("members", counts(changes)))
                    .at(run.position().afterDepartment(department))
                    .finishing(1));
        });
    }

    /** Whoever was met in no department has left, or joined only now, or is out of sight: WeCom is asked for each. */
    private SyncRun unmet(SyncRun run) {
        List<WeComUserId> missing = members.unseen(run.id(), run.position().member(), 1);
        if (missing.isEmpty()) {
            return transactions.execute(status -> runs.save(run.in(Phase.FOLLOW_USERS, 1)));
        }
        WeComUserId member = missing.getFirst();
        Optional<Member> found = reading.member(member);
        return transactions.execute(status -> {
            Changes changes = found.map(there -> members.store(List.of(there), run.id()))
                    .orElseGet(() -> {
                        members.left(member);
                        return new Changes(0, 0, 0, 1);
                    });
            return runs.save(run.reporting(run.report().with("members", counts(changes)))
                    .at(run.position().afterMember(member.key())));
        });
    }

    private static SyncCounts counts(Changes changes) {
        return new SyncCounts(changes.found(), changes.added(), changes.changed(), changes.deleted());
    }
}
