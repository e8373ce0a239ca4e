package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.CustomerMoments;
import cn.bankscrm.simulator.world.CustomerMoments.Moment;
import cn.bankscrm.simulator.world.CustomerMoments.Published;
import cn.bankscrm.simulator.world.CustomerMoments.Reaction;
import cn.bankscrm.simulator.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Moments for customers (客户朋友圈), for named members and public to their customers. */
final class MomentApi {
    private static final String PREFIX = "externalcontact/";
    private static final int MOST_USERS = 100_000;
    private static final int LONGEST_SPAN = 30 * 24 * 3600;
    private static final int MOST_LISTED = 20;
    private static final int MOST_TASKS = 1000;
    private static final int MOST_IN_A_MINUTE = 10;
    private static final int FINISHED = 3;

    private final World world;
    private final CustomerMoments moments;

    MomentApi(World world) {
        this.world = world;
        this.moments = world.moments();
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add(PREFIX + "add_moment_task", this::add)
                .add(PREFIX + "get_moment_task_result", this::jobResult)
                .add(PREFIX + "get_moment_list", this::list)
                .add(PREFIX + "get_moment_task", this::tasks)
                .add(PREFIX + "get_moment_customer_list", this::customers)
                .add(PREFIX + "get_moment_comments", this::comments)
                .add(PREFIX + "cancel_moment_task", this::cancel);
    }

    private synchronized Map<String, Object> add(ApiRequest request) {
        long now = world.clock().seconds();
        if (moments.all().stream()
                        .filter(moment -> moment.createTime() > now - 60)
                        .count()
                >= MOST_IN_A_MINUTE) {
            throw RateLimiter.tooMany();
        }
        MessageParts parts = MessageParts.of(request);
        if (parts.attachments().size() > 1
                && parts.attachments().stream()
                        .anyMatch(one -> !one.path("msgtype").asString("").equals("image"))) {
            throw new ApiError(41064, "too many attachments");
        }
        JsonNode senders = request.object("visible_range").path("sender_list").path("user_list");
        List<String> users = new ArrayList<>();
        senders.forEach(user -> users.add(ApiRequest.text(user)));
        if (users.isEmpty() || users.size() > MOST_USERS) {
            throw ApiError.invalid("visible_range: the simulator wants named members");
        }
        List<String> known = users.stream()
                .flatMap(user -> world.directory().member(user).filter(Member::active).stream())
                .map(Member::userid)
                .toList();
        if (known.isEmpty()) {
            throw ApiError.unknownMember();
        }
        Moment moment = moments.offer(request.app(), parts.text(), parts.attachments(), known);
        return Map.of("jobid", moment.jobid());
    }

    private Map<String, Object> jobResult(ApiRequest request) {
        Moment moment = moments.ofJob(request.query("jobid"))
                .filter(one -> one.owner().equals(request.app()))
                .orElseThrow(() -> new ApiError(40058, "invalid Request Parameter: jobid"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("errcode", 0);
        result.put("errmsg", "ok");
        result.put("moment_id", moment.momentId());
        result.put("invalid_sender_list", Map.of("user_list", List.of(), "department_list", List.of()));
        return Map.of("status", FINISHED, "type", "add_moment_task", "result", result);
    }

    private Map<String, Object> list(ApiRequest request) {
        long from = request.number("start_time", -1);
        long until = request.number("end_time", -1);
        if (from < 0 || until < from || until - from > LONGEST_SPAN) {
            throw ApiError.invalid("start_time");
        }
        return page(
                moments.all().stream()
                        .filter(moment -> moment.createTime() >= from && moment.createTime() <= until)
                        .toList(),
                MomentApi::view,
                request,
                MOST_LISTED,
                "moment_list");
    }

    private static Map<String, Object> view(Moment moment) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("moment_id", moment.momentId());
        view.put("create_time", Long.toString(moment.createTime()));
        view.put("create_type", 0);
        view.put("visible_type", 1);
        view.put("text", Map.of("content", moment.text()));
        moment.attachments().stream()
                .map(attachment -> attachment.path("link"))
                .filter(JsonNode::isObject)
                .findFirst()
                .ifPresent(link -> view.put("link", link));
        return view;
    }

    private Map<String, Object> tasks(ApiRequest request) {
        Moment moment = known(request);
        return page(
                moment.users(),
                user -> Map.of("userid", user, "publish_status", moment.by(user).isPresent() ? 1 : 0),
                request,
                MOST_TASKS,
                "task_list");
    }

    private Map<String, Object> customers(ApiRequest request) {
        Published published = published(request);
        return page(
                published.customers(),
                customer -> Map.of("userid", published.userid(), "external_userid", customer),
                request,
                MOST_TASKS,
                "customer_list");
    }

    private Map<String, Object> comments(ApiRequest request) {
        Moment moment = known(request);
        Published published = published(request);
        return Map.of(
                "comment_list", reactions(moment, published, true), "like_list", reactions(moment, published, false));
    }

    private static List<Map<String, Object>> reactions(Moment moment, Published published, boolean comments) {
        return moment.reactions().stream()
                .filter(reaction -> reaction.comment() == comments)
                .filter(reaction -> Member.key(reaction.userid()).equals(Member.key(published.userid())))
                .map(MomentApi::view)
                .toList();
    }

    private static Map<String, Object> view(Reaction reaction) {
        return Map.of("external_userid", reaction.externalUserid(), "create_time", reaction.at());
    }

    private Map<String, Object> cancel(ApiRequest request) {
        moments.cancel(known(request));
        return Answers.OK;
    }

    private Published published(ApiRequest request) {
        String userid = request.text("userid");
        Moment moment = known(request);
        if (!moment.isFor(userid)) {
            throw new ApiError(41061, "moment not belong to the user");
        }
        return moment.by(userid).orElseThrow(() -> new ApiError(41062, "moment not published"));
    }

    private Moment known(ApiRequest request) {
        String id = request.text("moment_id");
        if (id.isEmpty()) {
            throw new ApiError(41059, "missing moment_id");
        }
        return moments.find(id)
                .filter(moment -> moment.owner().equals(request.app()))
                .orElseThrow(() -> new ApiError(41060, "invalid moment_id"));
    }

    private static <T> Map<String, Object> page(
            List<T> items, Function<T, Map<String, Object>> view, ApiRequest request, int most, String name) {
        Cursor.Page<Integer> page = Cursor.page(
                IntStream.range(0, items.size()).boxed().toList(),
                Integer::longValue,
                request.text("cursor"),
                Math.clamp(request.number("limit", Math.min(most, 500)), 1, most));
        return Map.of(
                name, page.items().stream().map(i -> view.apply(items.get(i))).toList(), "next_cursor", page.next());
    }
}
