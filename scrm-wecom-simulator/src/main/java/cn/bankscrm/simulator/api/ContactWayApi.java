package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.ContactWays;
import cn.bankscrm.simulator.world.ContactWays.ContactWay;
import cn.bankscrm.simulator.world.Directory;
import cn.bankscrm.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Contact ways (联系我) with a QR code, to members named one by one. */
final class ContactWayApi {
    private static final String PREFIX = "externalcontact/";
    private static final int MANY = 2;
    private static final int QR_CODE = 2;
    private static final int MOST_USERS = 100;
    private static final int LONGEST = 30;
    private static final int MOST_LISTED = 1000;
    private static final long LISTED_FOR = 90L * 24 * 3600;

    private final ContactWays ways;
    private final Directory directory;
    private final World world;

    ContactWayApi(World world) {
        this.ways = world.contactWays();
        this.directory = world.directory();
        this.world = world;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add(PREFIX + "add_contact_way", this::add)
                .add(PREFIX + "get_contact_way", this::get)
                .add(PREFIX + "list_contact_way", this::list)
                .add(PREFIX + "update_contact_way", this::update)
                .add(PREFIX + "del_contact_way", this::delete);
    }

    private Map<String, Object> add(ApiRequest request) {
        int type = kind(request, "type", 41037, 41039);
        if (kind(request, "scene", 41038, 41040) != QR_CODE) {
            throw new ApiError(41040, "invalid contact way scene: the simulator makes QR codes");
        }
        List<String> users = users(request, type);
        ContactWay way = ways.add(
                request.app(),
                type,
                QR_CODE,
                words(request, "remark"),
                !request.text("skip_verify").equals("false"),
                words(request, "state"),
                users);
        return Map.of("config_id", way.configId(), "qr_code", picture(request, way));
    }

    private Map<String, Object> get(ApiRequest request) {
        ContactWay way = known(request);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("config_id", way.configId());
        view.put("type", way.type());
        view.put("scene", way.scene());
        view.put("remark", way.remark());
        view.put("skip_verify", way.skipVerify());
        view.put("state", way.state());
        view.put("qr_code", picture(request, way));
        view.put("user", way.users());
        view.put("party", List.of());
        view.put("is_temp", false);
        return Map.of("contact_way", view);
    }

    private Map<String, Object> list(ApiRequest request) {
        long now = world.clock().seconds();
        long from = request.number("start_time", now - LISTED_FOR);
        long until = request.number("end_time", now);
        List<ContactWay> all = ways.all();
        Cursor.Page<Integer> page = Cursor.page(
                IntStream.range(0, all.size())
                        .filter(i -> all.get(i).owner().equals(request.app()))
                        .filter(i ->
                                all.get(i).createTime() >= from && all.get(i).createTime() <= until)
                        .boxed()
                        .toList(),
                Integer::longValue,
                request.text("cursor"),
                Math.clamp(request.number("limit", 100), 1, MOST_LISTED));
        return Map.of(
                "contact_way",
                page.items().stream()
                        .map(i -> Map.of("config_id", all.get(i).configId()))
                        .toList(),
                "next_cursor",
                page.next());
    }

    private Map<String, Object> update(ApiRequest request) {
        ContactWay way = known(request);
        ways.replace(way.with(
                request.has("remark") ? words(request, "remark") : way.remark(),
                request.has("skip_verify") ? !request.text("skip_verify").equals("false") : way.skipVerify(),
                request.has("state") ? words(request, "state") : way.state(),
                request.has("user") ? users(request, way.type()) : way.users()));
        return Answers.OK;
    }

    private Map<String, Object> delete(ApiRequest request) {
        ways.remove(known(request));
        return Answers.OK;
    }

    private static int kind(ApiRequest request, String name, int missing, int invalid) {
        int kind = (int) request.number(name, 0);
        if (kind == 0) {
            throw new ApiError(missing, "missing contact way " + name);
        }
        if (kind != 1 && kind != MANY) {
            throw new ApiError(invalid, "invalid contact way " + name);
        }
        return kind;
    }

    private List<String> users(ApiRequest request, int type) {
        List<String> users = request.texts("user");
        if (users.isEmpty() || users.size() > (type == MANY ? MOST_USERS : 1)) {
            throw new ApiError(41041, "invalid contact way user count");
        }
        return users.stream()
                .map(user -> directory
                        .member(user)
                        .filter(Member::active)
                        .map(Member::userid)
                        .orElseThrow(() -> new ApiError(84074, "no external contact permission")))
                .toList();
    }

    private static String words(ApiRequest request, String name) {
        String text = request.text(name);
        if (text.codePointCount(0, text.length()) > LONGEST) {
            throw ApiError.invalid(name);
        }
        return text;
    }

    private ContactWay known(ApiRequest request) {
        String id = request.text("config_id");
        if (id.isEmpty()) {
            throw new ApiError(41043, "missing config_id");
        }
        return ways.find(id)
                .filter(way -> way.owner().equals(request.app()))
                .orElseThrow(() -> new ApiError(41044, "invalid config_id"));
    }

    private static String picture(ApiRequest request, ContactWay way) {
        return request.origin() + "/sim/qr/" + way.configId();
    }
}
