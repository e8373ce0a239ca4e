package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The customers of members who left (离职继承); nobody takes them over here. */
final class LeaverApi {
    private static final int LARGEST_PAGE = 1000;

    private record Row(String handoverUserid, String externalUserid, long dimissionTime) {}

    private final World world;

    LeaverApi(World world) {
        this.world = world;
    }

    void addTo(Endpoints endpoints) {
        endpoints.add("externalcontact/get_unassigned_list", this::unassigned);
    }

    private Map<String, Object> unassigned(ApiRequest request) {
        List<FriendLink> waiting = world.directory().members().stream()
                .filter(member -> member.status() == Member.LEFT)
                .flatMap(member -> world.friends().ofMember(member.userid()).stream())
                .sorted(Comparator.comparingLong(FriendLink::number))
                .toList();
        int limit = Math.clamp(request.number("page_size", LARGEST_PAGE), 1, LARGEST_PAGE);
        Cursor.Page<FriendLink> page = Cursor.page(waiting, FriendLink::number, request.text("cursor"), limit);
        return Map.of(
                "info",
                page.items().stream()
                        .map(link -> new Row(
                                link.userid(),
                                link.externalUserid(),
                                world.clock().seconds()))
                        .toList(),
                "is_last",
                page.next().isEmpty(),
                "next_cursor",
                page.next());
    }
}
