package cn.bankscrm.core.partition;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks after the months every night. */
@Configuration(proxyBeanMethods = false)
class PartitionJob {

    @Bean
    RecurringTask<Void> monthPartitionsTask(MonthPartitions partitions) {
        return Tasks.recurring("month-partitions", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 10)))
                .execute((task, context) -> partitions.createAhead());
    }
}
