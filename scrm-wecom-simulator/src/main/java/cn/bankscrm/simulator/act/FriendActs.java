package cn.bankscrm.simulator.act;

import cn.bankscrm.simulator.callback.Courier;
import cn.bankscrm.simulator.callback.Events;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.world.ContactWays.ContactWay;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.Friends;
import cn.bankscrm.simulator.world.World;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What customers and members do to each other. Acts that make no sense are refused with {@link BadRequest}. */
public final class FriendActs {
    /** add_way of one who scanned a member's code. */
    public static final int SCANNED = 1;

    private final World world;
    private final Events events;
    private final Courier courier;

    public FriendActs(World world, Events events, Courier courier) {
        this.world = world;
        this.events = events;
        this.courier = courier;
    }

    /** Somebody whom WeCom has not seen before; gender is 0 unknown, 1 male, 2 female. */
    public Contact newCustomer(String name, int gender) {
        String random = UUID.randomUUID().toString().replace("-", "");
        Contact contact =
                Contact.weChatUser("wm" + random.substring(0, 30), name, gender, "o" + random.substring(0, 27));
        world.friends().meet(contact);
        return contact;
    }

    /** The customer scans the member's code, both are friends at once; the state is the code's, or empty. */
    public FriendLink scans(String externalUserid, String userid, String state) {
        return adds(externalUserid, userid, SCANNED, state);
    }

    /** The customer scans a contact way's code and becomes a friend of the first of its members who is none yet. */
    public FriendLink scansCode(String externalUserid, String configId) {
        ContactWay way = world.contactWays().find(configId).orElseThrow(() -> new BadRequest("没有这个联系我二维码"));
        String userid = way.users().stream()
                .filter(user -> world.friends().between(user, externalUserid).isEmpty())
                .findFirst()
                .orElseThrow(() -> new BadRequest("与码上的员工都已是好友"));
        return scans(externalUserid, userid, way.state());
    }

    /** The two become friends in one of WeCom's ways. */
    public FriendLink adds(String externalUserid, String userid, int addWay, String state) {
        Member member = activeMember(userid);
        refuseFriends(externalUserid, member.userid());
        FriendLink link = world.friends().befriend(member.userid(), externalUserid, addWay, state);
        world.welcomes().handOut(Events.welcomeCode(link), link.userid(), externalUserid, link.createtime());
        courier.dispatch(events.added(link, true));
        return link;
    }

    /** The customer scans a code that waits for the member's consent; the API shows nothing yet. */
    public void asks(String externalUserid, String userid, String state) {
        Member member = activeMember(userid);
        refuseFriends(externalUserid, member.userid());
        world.friends().ask(new Friends.Asking(member.userid(), externalUserid, state));
        Instant now = world.clock().instant();
        String code = Events.welcomeCode(member.userid(), externalUserid, now.getEpochSecond());
        world.welcomes().handOut(code, member.userid(), externalUserid, now.getEpochSecond());
        courier.dispatch(events.askedToAdd(member.userid(), externalUserid, state, now));
    }

    /** The member accepts one who asked. The welcome code of the asking was the only one. */
    public FriendLink accepts(String userid, String externalUserid) {
        Member member = activeMember(userid);
        String state = world.friends()
                .takeAsked(member.userid(), externalUserid)
                .orElseThrow(() -> new BadRequest("这位客户没有等待通过的申请"));
        FriendLink link = world.friends().befriend(member.userid(), externalUserid, SCANNED, state);
        courier.dispatch(events.added(link, false));
        return link;
    }

    public void memberDeletes(String userid, String externalUserid) {
        end(friends(userid, externalUserid), FriendLink.Side.STAFF);
    }

    public void customerDeletes(String externalUserid, String userid) {
        end(friends(userid, externalUserid), FriendLink.Side.CUSTOMER);
    }

    /** The member writes a remark in the client. */
    public void remarks(String userid, String externalUserid, String remark) {
        FriendLink link = friends(userid, externalUserid);
        world.friends().note(link, notes -> notes.withRemark(remark));
        courier.dispatch(events.edited(link, world.clock().instant()));
    }

    /** The member puts a corp tag on the customer in the client. */
    public void tags(String userid, String externalUserid, String tagId) {
        if (world.tags().tag(tagId).isEmpty()) {
            throw new BadRequest("没有这个标签");
        }
        retag(userid, externalUserid, ids -> ids.add(tagId));
    }

    /** The member takes a tag off the customer in the client. */
    public void untags(String userid, String externalUserid, String tagId) {
        retag(userid, externalUserid, ids -> ids.remove(tagId));
    }

    private void retag(String userid, String externalUserid, Consumer<Set<String>> change) {
        FriendLink link = friends(userid, externalUserid);
        world.friends().note(link, notes -> {
            Set<String> ids = new LinkedHashSet<>(notes.tagIds());
            change.accept(ids);
            return notes.withTags(ids);
        });
        courier.dispatch(events.edited(link, world.clock().instant()));
    }

    /** A transfer comes to nothing: {@code customer_refused} or {@code customer_limit_exceed}. */
    public void transferFails(String taker, String externalUserid, String reason) {
        courier.dispatch(events.transferFailed(
                activeMember(taker).userid(),
                externalUserid,
                reason,
                world.clock().instant()));
    }

    private void end(FriendLink link, FriendLink.Side by) {
        FriendLink.Ending ending = world.friends().end(link, by);
        courier.dispatch(events.ended(link, ending));
    }

    private FriendLink friends(String userid, String externalUserid) {
        return world.friends().between(userid, externalUserid).orElseThrow(() -> new BadRequest("两人现在不是好友"));
    }

    private void refuseFriends(String externalUserid, String userid) {
        if (world.friends().contact(externalUserid).isEmpty()) {
            throw new BadRequest("没有这位客户");
        }
        if (world.friends().between(userid, externalUserid).isPresent()) {
            throw new BadRequest("两人已经是好友");
        }
    }

    private Member activeMember(String userid) {
        return world.directory().member(userid).filter(Member::active).orElseThrow(() -> new BadRequest("没有这位在职员工"));
    }
}
