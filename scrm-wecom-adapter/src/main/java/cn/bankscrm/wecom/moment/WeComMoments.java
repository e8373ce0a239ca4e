package cn.bankscrm.wecom.moment;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.LinkCard;
import cn.bankscrm.engagement.touch.MomentPublishing;
import cn.bankscrm.engagement.touch.SendReason;
import cn.bankscrm.engagement.touch.SendingFailure;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.message.MessageParts;
import cn.bankscrm.wecom.message.SendingCalls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Moments by WeCom's API.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 95094 (创建客户朋友圈发表任务) and 93333 (获取企业全部的发表列表), as read 2026-07.
 */
@Component
class WeComMoments implements MomentPublishing {

    private static final int FINISHED = 3;
    private static final int LISTED = 20;
    private static final int PAGE = 1000;
    private static final int MOST_PAGES = 100;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_SPAN = Duration.ofDays(29);

    private final WeComApi api;
    private final Clock clock;

    WeComMoments(WeComApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public String publish(Cleared text, Optional<LinkCard> card, WeComUserId sender) {
        Map<String, Object> body = new LinkedHashMap<>(MessageParts.of(text, card));
        body.put("visible_range", Map.of("sender_list", Map.of("user_list", List.of(sender.value()))));
        return SendingCalls.writing(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/add_moment_task",
                body,
                Job.class,
                answer -> need(answer.jobid(), "jobid")));
    }

    @Override
    public Optional<String> made(String jobId) {
        JobResult answer = SendingCalls.reading(() -> api.get(
                WeComApp.CUSTOMER,
                "externalcontact/get_moment_task_result",
                Map.of("jobid", jobId),
                JobResult.class,
                result -> result));
        if (!Objects.equals(answer.status(), FINISHED)) {
            return Optional.empty();
        }
        Made made = answer.result();
        if (made == null || made.momentId() == null || (made.errcode() != null && made.errcode() != 0)) {
            int code = made == null || made.errcode() == null ? 0 : made.errcode();
            throw SendingFailure.refused(SendReason.REFUSED, code);
        }
        return Optional.of(made.momentId());
    }

    @Override
    public Optional<String> find(
            WeComUserId sender, String text, Optional<String> url, Instant since, Predicate<String> mayBe) {
        Instant now = clock.instant();
        Instant from = since.isBefore(now.minus(LONGEST_SPAN)) ? now.minus(LONGEST_SPAN) : since;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("start_time", from.getEpochSecond());
        body.put("end_time", now.plus(AHEAD).getEpochSecond());
        body.put("filter_type", 0);
        body.put("limit", LISTED);
        for (int page = 0; page < MOST_PAGES; page++) {
            Moments listed = SendingCalls.reading(() -> api.post(
                    WeComApp.CUSTOMER, "externalcontact/get_moment_list", body, Moments.class, answer -> answer));
            Optional<String> found = orNone(listed.momentList()).stream()
                    .filter(one -> MessageParts.same(one.text(), Optional.ofNullable(one.link()), text, url))
                    .flatMap(one -> Stream.ofNullable(one.momentId()))
                    .filter(mayBe)
                    .filter(id -> task(id, sender).isPresent())
                    .findFirst();
            String next = listed.nextCursor();
            if (found.isPresent() || next == null || next.isEmpty()) {
                return found;
            }
            body.put("cursor", next);
        }
        return Optional.empty();
    }

    @Override
    public boolean isPublished(String id, WeComUserId member) {
        return task(id, member)
                .filter(task -> Objects.equals(task.publishStatus(), 1))
                .isPresent();
    }

    private Optional<Task> task(String id, WeComUserId member) {
        List<Task> tasks = SendingCalls.reading(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/get_moment_task",
                Map.of("moment_id", id, "limit", PAGE),
                Tasks.class,
                answer -> need(answer.taskList(), "task_list")));
        return tasks.stream()
                .filter(task -> member.value().equalsIgnoreCase(task.userid()))
                .findFirst();
    }

    @Override
    public Echo echo(String id, WeComUserId member) {
        Comments comments = SendingCalls.reading(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/get_moment_comments",
                Map.of("moment_id", id, "userid", member.value()),
                Comments.class,
                answer -> answer));
        return new Echo(visible(id, member), ofCustomers(comments.likeList()), ofCustomers(comments.commentList()));
    }

    private int visible(String id, WeComUserId member) {
        int count = 0;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("moment_id", id);
        body.put("userid", member.value());
        body.put("limit", PAGE);
        for (int page = 0; page < MOST_PAGES; page++) {
            Audience audience = SendingCalls.reading(() -> api.post(
                    WeComApp.CUSTOMER,
                    "externalcontact/get_moment_customer_list",
                    body,
                    Audience.class,
                    answer -> answer));
            count += orNone(audience.customerList()).size();
            String next = audience.nextCursor();
            if (next == null || next.isEmpty()) {
                return count;
            }
            body.put("cursor", next);
        }
        return count;
    }

    /** Members comment, too. */
    private static int ofCustomers(@Nullable List<Reaction> reactions) {
        return Math.toIntExact(orNone(reactions).stream()
                .filter(reaction -> reaction.externalUserid() != null)
                .count());
    }

    @Override
    public void cancel(String id) {
        SendingCalls.reading(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/cancel_moment_task",
                Map.of("moment_id", id),
                Accepted.class,
                answer -> true));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private record Accepted(@Nullable Integer errcode) {}

    private record Job(@Nullable String jobid) {}

    private record JobResult(
            @Nullable Integer status, @Nullable Made result) {}

    private record Made(@Nullable Integer errcode, @Nullable String momentId) {}

    private record Moments(
            @Nullable List<Moment> momentList, @Nullable String nextCursor) {}

    private record Moment(
            @Nullable String momentId, MessageParts.@Nullable Text text, MessageParts.@Nullable Link link) {}

    private record Tasks(@Nullable List<Task> taskList) {}

    private record Task(@Nullable String userid, @Nullable Integer publishStatus) {}

    private record Audience(
            @Nullable List<Customer> customerList, @Nullable String nextCursor) {}

    private record Customer(@Nullable String externalUserid) {}

    private record Comments(
            @Nullable List<Reaction> commentList, @Nullable List<Reaction> likeList) {}

    private record Reaction(@Nullable String externalUserid) {}
}
