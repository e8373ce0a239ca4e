package cn.bankscrm.wecom.contactway;

import cn.bankscrm.engagement.contactway.ContactWayPublishing;
import cn.bankscrm.engagement.contactway.ReconcilingContactWays;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Every night one node compares WeCom's contact ways with ours. */
@Configuration(proxyBeanMethods = false)
class ContactWaySchedule {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Bean
    RecurringTask<Void> nightlyContactWays(
            WeComApi api, ReconcilingContactWays reconciling, ContactWayPublishing weCom) {
        return Tasks.recurring("contact-ways-nightly", Schedules.cron("0 40 3 * * *", ZONE))
                .execute((instance, context) -> {
                    if (api.knows(WeComApp.CUSTOMER)) {
                        reconciling.reconcile(weCom);
                    }
                });
    }
}
