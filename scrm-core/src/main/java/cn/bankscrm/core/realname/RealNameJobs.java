package cn.bankscrm.core.realname;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes on in the background: bindings that wait for their contact, and forgetting what has served. */
@Configuration(proxyBeanMethods = false)
class RealNameJobs {

    private static final Duration CODES_KEPT = Duration.ofDays(90);

    /** The event settles nearly all of them; this settles those that came in at the same moment as their contact. */
    @Bean
    RecurringTask<Void> awaitedBindingsTask(AwaitedBindings awaited) {
        return Tasks.recurring("awaited-bindings", Schedules.fixedDelay(Duration.ofMinutes(1)))
                .execute((task, context) -> awaited.settleAll());
    }

    /** Codes are kept since their number is limited, also for a link that leads back to the consent. */
    @Bean
    RecurringTask<Void> realNameCleaningTask(JdbcClient db, RouteLimits limits, Clock clock) {
        return Tasks.recurring("real-name-cleaning", Schedules.daily(ZoneId.of("Asia/Shanghai"), LocalTime.of(3, 40)))
                .execute((task, context) -> {
                    db.sql("delete from core.one_time_code where sent_at < :before")
                            .param("before", Timestamp.from(clock.instant().minus(CODES_KEPT)))
                            .update();
                    limits.clean();
                });
    }
}
