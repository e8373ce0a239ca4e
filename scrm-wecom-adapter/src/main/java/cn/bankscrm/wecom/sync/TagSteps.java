package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncCounts;
import cn.bankscrm.core.sync.SyncProgress.Phase;
import cn.bankscrm.core.tag.TagChanges;
import cn.bankscrm.core.tag.TagRegister;
import cn.bankscrm.core.tag.TagsAsRead;
import cn.bankscrm.wecom.directory.MemberRows;
import cn.bankscrm.wecom.tag.TagReading;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The corp tags, in one step: before the links, which name them. */
@Component
class TagSteps {

    private final TagReading reading;
    private final TagRegister register;
    private final MemberRows members;
    private final SyncRuns runs;
    private final TransactionOperations transactions;

    TagSteps(
            TagReading reading,
            TagRegister register,
            MemberRows members,
            SyncRuns runs,
            TransactionOperations transactions) {
        this.reading = reading;
        this.register = register;
        this.members = members;
        this.runs = runs;
        this.transactions = transactions;
    }

    SyncRun tags(SyncRun run) {
        TagsAsRead read = reading.all();
        return transactions.execute(status -> {
            TagChanges changes = register.mirror(read);
            SyncCounts counts = new SyncCounts(changes.found(), changes.added(), changes.changed(), changes.deleted());
            return runs.save(
                    run.reporting(run.report().with("tags", counts)).in(Phase.CONTACTS, members.countFollowers()));
        });
    }
}
