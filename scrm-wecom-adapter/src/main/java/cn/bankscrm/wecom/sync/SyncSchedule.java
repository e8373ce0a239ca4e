package cn.bankscrm.wecom.sync;

import cn.bankscrm.core.sync.SyncProgress.Kind;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens by itself. */
@Configuration(proxyBeanMethods = false)
class SyncSchedule {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Every night one node begins the reconciliation; a sync that runs already does the same work. */
    @Bean
    RecurringTask<Void> nightlyReconciliation(WeComApi api, SyncRuns runs, SyncWorker worker) {
        return Tasks.recurring("wecom-nightly-reconciliation", Schedules.cron("0 0 3 * * *", ZONE))
                .execute((instance, context) -> {
                    if (api.knows(WeComApp.CUSTOMER) && runs.begin(Kind.NIGHTLY, "system")) {
                        worker.wake();
                    }
                });
    }
}
