package cn.bankscrm.kpi.coverage;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What happens by itself: the recount at night, and snapshots of finished days, on one node at a time. */
@Configuration(proxyBeanMethods = false)
class CoverageJobs {

    private static final String TWO_AT_NIGHT = "0 0 2 * * *";

    private static final Duration SNAPSHOTS_EVERY = Duration.ofSeconds(20);
    /** Then the job ends and comes again: others wait for the database too. */
    private static final Duration SNAPSHOTS_FOR = Duration.ofSeconds(10);

    @Bean
    RecurringTask<Void> coverageRecount(Recounting recounting, Clock clock) {
        return Tasks.recurring("coverage-recount", new CronSchedule(TWO_AT_NIGHT, clock.getZone()))
                .execute((instance, context) -> recounting.recount());
    }

    @Bean
    RecurringTask<Void> coverageSnapshots(Snapshots snapshots) {
        return Tasks.recurring("coverage-snapshots", FixedDelay.of(SNAPSHOTS_EVERY))
                .execute((instance, context) -> {
                    long end = System.nanoTime() + SNAPSHOTS_FOR.toNanos();
                    boolean more = true;
                    while (more
                            && System.nanoTime() < end
                            && !context.getSchedulerState().isShuttingDown()) {
                        more = snapshots.takeNext().isPresent();
                    }
                });
    }
}
