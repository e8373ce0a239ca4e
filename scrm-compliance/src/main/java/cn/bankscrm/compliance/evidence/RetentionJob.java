package cn.bankscrm.compliance.evidence;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deletes every night what may be, on one node. */
@Configuration(proxyBeanMethods = false)
class RetentionJob {

    @Bean
    RecurringTask<Void> retentionTask(Retention retention, MediaRetention media, Clock clock) {
        return Tasks.recurring("retention", Schedules.daily(clock.getZone(), LocalTime.of(3, 40)))
                .execute((task, context) -> {
                    boolean more = true;
                    while (more && !context.getSchedulerState().isShuttingDown()) {
                        more = retention.deleteSome() > 0;
                    }
                    media.removeContents();
                });
    }
}
