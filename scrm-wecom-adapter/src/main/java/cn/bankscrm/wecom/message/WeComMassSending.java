package cn.bankscrm.wecom.message;

import static cn.bankscrm.wecom.client.WeComApi.need;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.engagement.touch.LinkCard;
import cn.bankscrm.engagement.touch.MassSending;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
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
 * Mass sends by WeCom's API.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 92135 (创建企业群发) and 93338 (获取企业的全部群发记录), as read 2026-07.
 */
@Component
class WeComMassSending implements MassSending {

    private static final int LISTED = 100;
    private static final int MOST_PAGES = 100;
    private static final int RESULTS = 1000;
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration LONGEST_SPAN = Duration.ofDays(30);
    private static final int CONFIRMED = 2;

    private final WeComApi api;
    private final Clock clock;

    WeComMassSending(WeComApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public Drafted send(Cleared text, Optional<LinkCard> card, WeComUserId sender, List<ExternalUserId> to) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("chat_type", "single");
        body.put("external_userid", to.stream().map(ExternalUserId::value).toList());
        body.put("sender", sender.value());
        body.putAll(MessageParts.of(text, card));
        return SendingCalls.writing(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/add_msg_template",
                body,
                Added.class,
                answer -> new Drafted(
                        need(answer.msgid(), "msgid"),
                        orNone(answer.failList()).stream()
                                .map(ExternalUserId::new)
                                .toList())));
    }

    @Override
    public Optional<String> find(
            WeComUserId sender, String text, Optional<String> url, Instant since, Predicate<String> mayBe) {
        Instant now = clock.instant();
        Instant from = since.isBefore(now.minus(LONGEST_SPAN)) ? now.minus(LONGEST_SPAN) : since;
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("chat_type", "single");
            body.put("start_time", from.getEpochSecond());
            body.put("end_time", now.plus(AHEAD).getEpochSecond());
            body.put("filter_type", 0);
            body.put("limit", LISTED);
            body.put("cursor", cursor);
            Listed listed = SendingCalls.reading(() -> api.post(
                    WeComApp.CUSTOMER, "externalcontact/get_groupmsg_list_v2", body, Listed.class, answer -> answer));
            Optional<String> found = orNone(listed.groupMsgList()).stream()
                    .filter(one -> MessageParts.same(one.text(), one.link(), text, url))
                    .flatMap(one -> Stream.ofNullable(one.msgid()))
                    .filter(mayBe)
                    .filter(id -> isFor(id, sender))
                    .findFirst();
            cursor = listed.nextCursor();
            if (found.isPresent() || cursor == null || cursor.isEmpty()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private boolean isFor(String id, WeComUserId sender) {
        return tasks(id).stream().anyMatch(task -> sender.value().equalsIgnoreCase(task.userid()));
    }

    @Override
    public Optional<Instant> confirmed(String id, WeComUserId sender) {
        return tasks(id).stream()
                .filter(task -> sender.value().equalsIgnoreCase(task.userid()))
                .filter(task -> Objects.equals(task.status(), CONFIRMED))
                .map(task -> task.sendTime() == null ? clock.instant() : Instant.ofEpochSecond(task.sendTime()))
                .findFirst();
    }

    private List<Task> tasks(String id) {
        return SendingCalls.reading(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/get_groupmsg_task",
                Map.of("msgid", id, "limit", RESULTS),
                Tasks.class,
                answer -> need(answer.taskList(), "task_list")));
    }

    @Override
    public DeliveryPage results(String id, WeComUserId sender, Optional<String> cursor) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("msgid", id);
        body.put("userid", sender.value());
        body.put("limit", RESULTS);
        body.put("cursor", cursor.orElse(null));
        return SendingCalls.reading(() -> api.post(
                WeComApp.CUSTOMER,
                "externalcontact/get_groupmsg_send_result",
                body,
                Results.class,
                answer -> new DeliveryPage(
                        need(answer.sendList(), "send_list").stream()
                                .flatMap(WeComMassSending::delivery)
                                .toList(),
                        Optional.ofNullable(answer.nextCursor()).filter(next -> !next.isEmpty()))));
    }

    private static Stream<Delivery> delivery(Result result) {
        if (result.externalUserid() == null) {
            return Stream.empty();
        }
        Outcome outcome = switch (need(result.status(), "status")) {
            case 1 -> Outcome.SENT;
            case 2 -> Outcome.NO_FRIEND;
            case 3 -> Outcome.QUOTA;
            default -> Outcome.WAITING;
        };
        Instant at = result.sendTime() == null ? Instant.EPOCH : Instant.ofEpochSecond(result.sendTime());
        return Stream.of(new Delivery(
                new ExternalUserId(result.externalUserid()),
                outcome == Outcome.SENT && result.sendTime() == null ? Outcome.WAITING : outcome,
                at));
    }

    @Override
    public void remind(String id) {
        change("externalcontact/remind_groupmsg_send", id);
    }

    @Override
    public void cancel(String id) {
        change("externalcontact/cancel_groupmsg_send", id);
    }

    /** Twice is as good as once, so that no answer need be looked up. */
    private void change(String path, String id) {
        SendingCalls.reading(
                () -> api.post(WeComApp.CUSTOMER, path, Map.of("msgid", id), Accepted.class, answer -> true));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private record Accepted(@Nullable Integer errcode) {}

    private record Added(@Nullable String msgid, @Nullable List<String> failList) {}

    private record Listed(
            @Nullable List<Message> groupMsgList, @Nullable String nextCursor) {}

    private record Message(
            @Nullable String msgid,
            MessageParts.@Nullable Text text,
            @Nullable List<Attachment> attachments) {

        Optional<MessageParts.Link> link() {
            return orNone(attachments).stream()
                    .flatMap(attachment -> Stream.ofNullable(attachment.link()))
                    .findFirst();
        }
    }

    private record Attachment(MessageParts.@Nullable Link link) {}

    private record Tasks(@Nullable List<Task> taskList) {}

    private record Task(
            @Nullable String userid,
            @Nullable Integer status,
            @Nullable Long sendTime) {}

    private record Results(
            @Nullable List<Result> sendList, @Nullable String nextCursor) {}

    private record Result(
            @Nullable String externalUserid,
            @Nullable Integer status,
            @Nullable Long sendTime) {}
}
