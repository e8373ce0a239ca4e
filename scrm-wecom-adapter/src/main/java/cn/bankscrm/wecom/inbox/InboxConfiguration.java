package cn.bankscrm.wecom.inbox;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings and upkeep of the inbox. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfiguration {

    @Bean
    RecurringTask<Void> inboxPartitionsTask(InboxPartitions partitions) {
        return Tasks.recurring("inbox-partitions", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 10)))
                .execute((task, context) -> partitions.createAhead());
    }
}
