package cn.bankscrm.compliance.interceptrule;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Looks every half minute, on one node, whether the rules are to be compared: on a new version, a new day, when asked,
 * and some minutes after the last time.
 */
@Configuration(proxyBeanMethods = false)
class InterceptRuleJob {

    private static final Duration EVERY = Duration.ofSeconds(30);

    @Bean
    RecurringTask<Void> interceptRuleTask(KeepingInterceptRules keeping) {
        return Tasks.recurring("intercept-rules", FixedDelay.of(EVERY)).execute((task, context) -> keeping.keep());
    }
}
