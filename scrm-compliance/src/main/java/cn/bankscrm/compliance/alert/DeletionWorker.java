package cn.bankscrm.compliance.alert;

import cn.bankscrm.core.worker.BackgroundWorker;
import cn.bankscrm.core.worker.Pace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks every minute for customers whom staff have deleted. */
@Component
class DeletionWorker extends BackgroundWorker {

    private final DeletedCustomers deleted;

    DeletionWorker(DeletedCustomers deleted) {
        super("deleted-customers", Pace.every(Duration.ofMinutes(1)));
        this.deleted = deleted;
    }

    @Override
    protected boolean work() {
        return deleted.work();
    }
}
