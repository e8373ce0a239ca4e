package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.MassSends;
import cn.bankscrm.simulator.world.MassSends.Delivery;
import cn.bankscrm.simulator.world.MassSends.MassSend;
import cn.bankscrm.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Mass sends to single customers; a sender has to be named. */
final class MassSendApi {
    private static final String PREFIX = "externalcontact/";
    private static final int MOST_CUSTOMERS = 10_000;
    private static final int LONGEST_SPAN = 31 * 24 * 3600;
    private static final int MOST_REMINDERS = 3;
    private static final long DAY = 24 * 3600;
    private static final int MOST_LISTED = 100;
    private static final int MOST_RESULTS = 1000;

    private final World world;
    private final MassSends sends;

    MassSendApi(World world) {
        this.world = world;
        this.sends = world.massSends();
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add(PREFIX + "add_msg_template", this::add)
                .add(PREFIX + "get_groupmsg_list_v2", this::list)
                .add(PREFIX + "get_groupmsg_task", this::task)
                .add(PREFIX + "get_groupmsg_send_result", this::results)
                .add(PREFIX + "remind_groupmsg_send", this::remind)
                .add(PREFIX + "cancel_groupmsg_send", this::cancel);
    }

    private Map<String, Object> add(ApiRequest request) {
        String kind = request.text("chat_type");
        if (!kind.isEmpty() && !kind.equals("single")) {
            throw ApiError.invalid("chat_type: the simulator sends to single customers");
        }
        MessageParts parts = MessageParts.of(request);
        Member sender = world.directory()
                .member(request.text("sender"))
                .filter(Member::active)
                .orElseThrow(ApiError::unknownMember);
        List<String> wanted = new ArrayList<>(new LinkedHashSet<>(request.texts("external_userid")));
        if (wanted.size() > MOST_CUSTOMERS) {
            throw ApiError.invalid("external_userid");
        }
        if (wanted.isEmpty()) {
            world.friends().ofMember(sender.userid()).forEach(link -> wanted.add(link.externalUserid()));
        }
        List<String> failed = wanted.stream()
                .filter(one -> world.friends().between(sender.userid(), one).isEmpty())
                .toList();
        if (failed.size() == wanted.size()) {
            throw new ApiError(41048, "no customer to send");
        }
        List<String> to = new ArrayList<>(wanted);
        to.removeAll(new LinkedHashSet<>(failed));
        MassSend send = sends.draft(request.app(), sender.userid(), parts.text(), parts.attachments(), to);
        return Map.of("fail_list", failed, "msgid", send.msgid());
    }

    private Map<String, Object> list(ApiRequest request) {
        long from = request.number("start_time", -1);
        long until = request.number("end_time", -1);
        if (from < 0 || until < from || until - from > LONGEST_SPAN) {
            throw ApiError.invalid("start_time");
        }
        int limit = Math.clamp(request.number("limit", 50), 1, MOST_LISTED);
        List<MassSend> all = sends.all();
        Cursor.Page<Integer> page = Cursor.page(
                IntStream.range(0, all.size())
                        .filter(i ->
                                all.get(i).createTime() >= from && all.get(i).createTime() <= until)
                        .boxed()
                        .toList(),
                Integer::longValue,
                request.text("cursor"),
                limit);
        return Map.of(
                "group_msg_list",
                page.items().stream().map(i -> view(all.get(i))).toList(),
                "next_cursor",
                page.next());
    }

    private static Map<String, Object> view(MassSend send) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("msgid", send.msgid());
        // a string, as in WeCom's own sample
        view.put("create_time", Long.toString(send.createTime()));
        view.put("create_type", 0);
        view.put("text", Map.of("content", send.text()));
        view.put("attachments", send.attachments());
        return view;
    }

    private Map<String, Object> task(ApiRequest request) {
        MassSend send = known(request);
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("userid", send.sender());
        task.put("status", send.confirmedAt() == null ? 0 : 2);
        if (send.confirmedAt() != null) {
            task.put("send_time", send.confirmedAt());
        }
        return Map.of("task_list", List.of(task), "next_cursor", "");
    }

    private Map<String, Object> results(ApiRequest request) {
        MassSend send = known(request);
        if (!Member.key(send.sender()).equals(Member.key(request.text("userid")))) {
            throw ApiError.unknownMember();
        }
        List<Delivery> deliveries = send.deliveries();
        Cursor.Page<Integer> page = Cursor.page(
                IntStream.range(0, deliveries.size()).boxed().toList(),
                Integer::longValue,
                request.text("cursor"),
                Math.clamp(request.number("limit", 500), 1, MOST_RESULTS));
        return Map.of(
                "send_list",
                page.items().stream().map(i -> result(send, deliveries.get(i))).toList(),
                "next_cursor",
                page.next());
    }

    private static Map<String, Object> result(MassSend send, Delivery delivery) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("external_userid", delivery.externalUserid());
        view.put("userid", send.sender());
        view.put("status", delivery.status());
        if (delivery.sendTime() != null) {
            view.put("send_time", delivery.sendTime());
        }
        return view;
    }

    private Map<String, Object> remind(ApiRequest request) {
        MassSend send = waiting(request);
        long now = world.clock().seconds();
        if (send.reminders().stream().filter(at -> at > now - DAY).count() >= MOST_REMINDERS) {
            throw new ApiError(41094, "remind too often");
        }
        sends.remind(send);
        return Answers.OK;
    }

    private Map<String, Object> cancel(ApiRequest request) {
        sends.cancel(waiting(request));
        return Answers.OK;
    }

    private MassSend waiting(ApiRequest request) {
        MassSend send = known(request);
        if (send.cancelled()) {
            throw new ApiError(41093, "group msg already cancelled");
        }
        return send;
    }

    private MassSend known(ApiRequest request) {
        String msgid = request.text("msgid");
        if (msgid.isEmpty()) {
            throw new ApiError(41046, "missing msgid");
        }
        MassSend send = sends.find(msgid).orElseThrow(() -> new ApiError(41047, "invalid msgid"));
        if (!send.owner().equals(request.app())) {
            throw new ApiError(60011, "no privilege to access/modify contact/party/agent");
        }
        return send;
    }
}
