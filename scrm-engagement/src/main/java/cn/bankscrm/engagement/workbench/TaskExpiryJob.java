package cn.bankscrm.engagement.workbench;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes back tasks that are over, on one node. What is handed out asks for itself: nothing waits for this. */
@Configuration(proxyBeanMethods = false)
class TaskExpiryJob {

    private static final Duration EVERY = Duration.ofMinutes(15);

    @Bean
    RecurringTask<Void> taskExpiryTask(TaskExpiry expiry) {
        return Tasks.recurring("task-expiry", FixedDelay.of(EVERY)).execute((task, context) -> {
            boolean more = true;
            while (more && !context.getSchedulerState().isShuttingDown()) {
                more = expiry.takeBackSome() > 0;
            }
        });
    }
}
