package cn.bankscrm.compliance.casework;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks for overdue cases every ten minutes, on one node. */
@Configuration(proxyBeanMethods = false)
class CaseEscalationJob {

    private static final Duration EVERY = Duration.ofMinutes(10);

    @Bean
    RecurringTask<Void> caseEscalationTask(CaseEscalation escalation) {
        return Tasks.recurring("case-escalation", FixedDelay.of(EVERY)).execute((task, context) -> {
            boolean more = true;
            while (more && !context.getSchedulerState().isShuttingDown()) {
                more = escalation.escalateSome() > 0;
            }
        });
    }
}
