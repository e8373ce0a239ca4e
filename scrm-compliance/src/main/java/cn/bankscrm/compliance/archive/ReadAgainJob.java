package cn.bankscrm.compliance.archive;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has what could not be read tried once more every night, where the archive is on. */
@Configuration(proxyBeanMethods = false)
class ReadAgainJob {

    @Bean
    RecurringTask<Void> readAgainTask(ChatArchive archive, Clock clock) {
        return Tasks.recurring("archive-read-again", Schedules.daily(clock.getZone(), LocalTime.of(4, 10)))
                .execute((task, context) -> archive.source().ifPresent(source -> archive.readAgain()));
    }
}
