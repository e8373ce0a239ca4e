package cn.bankscrm.engagement.instruction;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks after running instructions, on one node. */
@Configuration(proxyBeanMethods = false)
class InstructionJob {

    private static final Duration EVERY = Duration.ofMinutes(5);

    @Bean
    RecurringTask<Void> instructionTask(InstructionRound round) {
        return Tasks.recurring("instructions", FixedDelay.of(EVERY)).execute((task, context) -> round.work());
    }
}
