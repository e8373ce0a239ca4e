package cn.bankscrm.core.segment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every night: ages, maturities and silences move with the day, and versions come into force. */
@Configuration(proxyBeanMethods = false)
class SegmentJobs {

    @Bean
    RecurringTask<Void> segmentsNightly(SegmentRuns runs, Clock clock) {
        return Tasks.recurring("segments-nightly", Schedules.daily(clock.getZone(), LocalTime.of(0, 10)))
                .execute((task, context) -> runs.request(SegmentRuns.Reason.NIGHTLY, null));
    }
}
