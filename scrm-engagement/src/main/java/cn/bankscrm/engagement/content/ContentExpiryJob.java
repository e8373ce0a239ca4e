package cn.bankscrm.engagement.content;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Ends content whose last day is over, on one node. What is shown or sent asks for the day itself: nothing goes out in
 * the minutes until this comes round.
 */
@Configuration(proxyBeanMethods = false)
class ContentExpiryJob {

    private static final Duration EVERY = Duration.ofMinutes(5);

    @Bean
    RecurringTask<Void> contentExpiryTask(ContentEndings endings) {
        return Tasks.recurring("content-expiry", FixedDelay.of(EVERY)).execute((task, context) -> {
            boolean more = true;
            while (more && !context.getSchedulerState().isShuttingDown()) {
                more = endings.expireSome() > 0;
            }
        });
    }
}
