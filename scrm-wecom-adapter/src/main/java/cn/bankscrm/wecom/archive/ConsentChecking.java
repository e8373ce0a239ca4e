package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ChatConsents;
import cn.bankscrm.compliance.archive.ChatConsents.Told;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks WeCom every night which friends of archived members agreed to the archive: what their messages did not tell,
 * from before the archive was on.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 91614 and 91782, as read 2026-07.
 */
@Configuration(proxyBeanMethods = false)
class ConsentChecking {

    private static final int PAIRS = 100;

    private record Permitted(@Nullable List<String> ids) {}

    private record Agreements(@Nullable List<Agreement> agreeinfo) {}

    /** Spelt as WeCom spells it. */
    private record Agreement(
            long statusChangeTime,
            @Nullable String userid,
            @Nullable String exteranalopenid,
            @Nullable String agreeStatus) {

        boolean isWhole() {
            return userid != null
                    && exteranalopenid != null
                    && statusChangeTime > 0
                    && ("Agree".equals(agreeStatus) || "Disagree".equals(agreeStatus));
        }

        Told told() {
            return new Told(
                    Objects.requireNonNullElse(exteranalopenid, ""),
                    Objects.requireNonNullElse(userid, ""),
                    "Agree".equals(agreeStatus),
                    Instant.ofEpochSecond(statusChangeTime));
        }
    }

    @Bean
    RecurringTask<Void> archiveConsents(WeComApi api, JdbcClient db, ChatConsents consents) {
        return Tasks.recurring("archive-consents", Schedules.cron("0 20 4 * * *", ZoneId.of("Asia/Shanghai")))
                .execute((instance, context) -> check(api, db, consents));
    }

    static void check(WeComApi api, JdbcClient db, ChatConsents consents) {
        if (!api.knows(WeComApp.ARCHIVE)) {
            return;
        }
        List<String> members = api.post(
                WeComApp.ARCHIVE,
                "msgaudit/get_permit_user_list",
                Map.of(),
                Permitted.class,
                answer -> WeComApi.need(answer.ids(), "ids"));
        for (String member : members) {
            List<Map<String, String>> friends = db.sql("""
                            select c.external_userid
                            from core.pub_friend_link l
                            join core.pub_staff s on s.id = l.staff_id
                            join core.pub_external_contact c on c.id = l.contact_id
                            where lower(s.wecom_userid) = lower(:member) and l.ended_at is null
                            order by c.external_userid
                            """)
                    .param("member", member)
                    .query((row, n) -> Map.of("userid", member, "exteranalopenid", row.getString("external_userid")))
                    .list();
            for (int from = 0; from < friends.size(); from += PAIRS) {
                List<Map<String, String>> asked = friends.subList(from, Math.min(friends.size(), from + PAIRS));
                consents.told(api.post(
                        WeComApp.ARCHIVE,
                        "msgaudit/check_single_agree",
                        Map.of("info", asked),
                        Agreements.class,
                        answer -> WeComApi.need(answer.agreeinfo(), "agreeinfo").stream()
                                .filter(Agreement::isWhole)
                                .map(Agreement::told)
                                .toList()));
            }
        }
    }
}
