package cn.bankscrm.wecom.archive;

import cn.bankscrm.compliance.archive.ChatConsents;
import cn.bankscrm.compliance.archive.ChatConsents.Told;
import cn.bankscrm.compliance.archive.ChatConsents.ToldInRoom;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks WeCom every night which friends of archived members agreed to the archive: what their messages did not tell,
 * from before the archive was on.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 91614, 91782 and 91783, as read 2026-07.
 */
@Configuration(proxyBeanMethods = false)
class ConsentChecking {

    private static final Logger log = LoggerFactory.getLogger(ConsentChecking.class);
    private static final int PAIRS = 100;

    /** Rooms in which nothing was said for so long are not asked for. */
    private static final Duration ROOMS_OF = Duration.ofDays(30);

    private record Permitted(@Nullable List<String> ids) {}

    private record Agreements(@Nullable List<Agreement> agreeinfo) {}

    /** Spelt as WeCom spells it. */
    private record Agreement(
            long statusChangeTime,
            @Nullable String userid,
            @Nullable String exteranalopenid,
            @Nullable String agreeStatus) {

        boolean isOfMember() {
            return userid != null && isWhole();
        }

        boolean isWhole() {
            return exteranalopenid != null
                    && statusChangeTime > 0
                    && ("Agree".equals(agreeStatus) || "Disagree".equals(agreeStatus));
        }

        ToldInRoom toldInRoom() {
            return new ToldInRoom(
                    Objects.requireNonNullElse(exteranalopenid, ""),
                    "Agree".equals(agreeStatus),
                    Instant.ofEpochSecond(statusChangeTime));
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
    RecurringTask<Void> archiveConsents(WeComApi api, JdbcClient db, ChatConsents consents, Clock clock) {
        return Tasks.recurring("archive-consents", Schedules.cron("0 20 4 * * *", ZoneId.of("Asia/Shanghai")))
                .execute((instance, context) -> check(api, db, consents, clock));
    }

    static void check(WeComApi api, JdbcClient db, ChatConsents consents, Clock clock) {
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
                                .filter(Agreement::isOfMember)
                                .map(Agreement::told)
                                .toList()));
            }
        }
        checkRooms(api, consents, clock.instant());
    }

    /** WeCom knows some rooms no more, or not as rooms with customers: those are passed over. */
    private static void checkRooms(WeComApi api, ChatConsents consents, Instant now) {
        for (String room : consents.rooms(now.minus(ROOMS_OF))) {
            try {
                consents.told(
                        room,
                        api.post(
                                WeComApp.ARCHIVE,
                                "msgaudit/check_room_agree",
                                Map.of("roomid", room),
                                Agreements.class,
                                answer -> WeComApi.need(answer.agreeinfo(), "agreeinfo").stream()
                                        .filter(Agreement::isWhole)
                                        .map(Agreement::toldInRoom)
                                        .toList()));
            } catch (WeComFailure failure) {
                if (failure.kind() != WeComFailure.Kind.INVALID && failure.kind() != WeComFailure.Kind.NOT_VISIBLE) {
                    throw failure;
                }
                log.atInfo().addKeyValue("code", failure.code()).log("WeCom tells no consents of a room");
            }
        }
    }
}
