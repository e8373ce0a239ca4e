package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.FriendNotes;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Customers and their followers (客户联系). */
final class CustomerApi {
    private static final String PREFIX = "externalcontact/";
    private static final int FOLLOWERS_PER_PAGE = 500;
    private static final int MEMBERS_PER_CALL = 100;
    private static final int USUAL_BATCH = 50;
    private static final int LARGEST_BATCH = 100;
    private static final int LONGEST_REMARK = 20;
    private static final int LONGEST_DESCRIPTION = 150;

    private record BatchRow(Contact externalContact, FollowViews.FollowInfo followInfo) {}

    /** A link and its place in the order of a batch: first by the member's place in the list, then by age. */
    private record Placed(long position, FriendLink link) {}

    private final World world;
    private final WriteGate gate;

    CustomerApi(World world, WriteGate gate) {
        this.world = world;
        this.gate = gate;
    }

    void addTo(Endpoints endpoints) {
        endpoints
                .add(PREFIX + "get_follow_user_list", this::followers)
                .add(PREFIX + "list", this::list)
                .add(PREFIX + "get", this::get)
                .add(PREFIX + "batch/get_by_user", this::batch)
                .add(PREFIX + "remark", this::remark);
    }

    private Map<String, Object> followers(ApiRequest request) {
        return Map.of(
                "follow_user",
                world.directory().members().stream()
                        .filter(Member::active)
                        .map(Member::userid)
                        .toList());
    }

    private Map<String, Object> list(ApiRequest request) {
        Member member = world.directory().member(request.query("userid")).orElseThrow(ApiError::unknownMember);
        List<String> ids = world.friends().ofMember(member.userid()).stream()
                .map(FriendLink::externalUserid)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw ApiError.noRelation();
        }
        return Map.of("external_userid", ids);
    }

    private Map<String, Object> get(ApiRequest request) {
        String id = request.query("external_userid");
        if (id.isEmpty()) {
            throw new ApiError(41035, "missing external userid");
        }
        Contact contact = world.friends().contact(id).orElseThrow(() -> new ApiError(40096, "invalid external userid"));
        List<FriendLink> links = world.friends().ofContact(id);
        if (links.isEmpty()) {
            throw ApiError.noRelation();
        }
        Cursor.Page<FriendLink> page =
                Cursor.page(links, FriendLink::number, request.query("cursor"), FOLLOWERS_PER_PAGE);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("external_contact", contact);
        answer.put(
                "follow_user",
                page.items().stream()
                        .map(link -> FollowViews.user(link, world.tags()))
                        .toList());
        if (!page.next().isEmpty()) {
            answer.put("next_cursor", page.next());
        }
        return answer;
    }

    private Map<String, Object> batch(ApiRequest request) {
        List<String> userids = request.texts("userid_list");
        if (userids.isEmpty() || userids.size() > MEMBERS_PER_CALL) {
            throw new ApiError(40058, "userid_list must hold 1 to " + MEMBERS_PER_CALL);
        }
        List<Member> members = userids.stream()
                .flatMap(id -> world.directory().member(id).stream())
                .distinct()
                .toList();
        if (members.isEmpty()) {
            throw ApiError.unknownMember();
        }
        List<Placed> links = placed(members);
        if (links.isEmpty()) {
            throw ApiError.noRelation();
        }
        Cursor.Page<Placed> page = Cursor.page(links, Placed::position, request.text("cursor"), limit(request));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "external_contact_list",
                page.items().stream().map(placed -> row(placed.link())).toList());
        answer.put("next_cursor", page.next());
        return answer;
    }

    private static int limit(ApiRequest request) {
        long asked = request.number("limit", USUAL_BATCH);
        return asked < 1 ? USUAL_BATCH : (int) Math.min(asked, LARGEST_BATCH);
    }

    private List<Placed> placed(List<Member> members) {
        return IntStream.range(0, members.size())
                .boxed()
                .flatMap(i -> world.friends().ofMember(members.get(i).userid()).stream()
                        .map(link -> new Placed(((long) i << 40) + link.number(), link)))
                .toList();
    }

    private BatchRow row(FriendLink link) {
        Contact contact = world.friends()
                .contact(link.externalUserid())
                .orElseGet(() -> Contact.weChatUser(link.externalUserid(), "", 0, ""));
        return new BatchRow(contact, FollowViews.info(link));
    }

    private Map<String, Object> remark(ApiRequest request) {
        refuseTooLong(request.text("remark"), LONGEST_REMARK, "remark");
        refuseTooLong(request.text("description"), LONGEST_DESCRIPTION, "description");
        refuseTooLong(request.text("remark_company"), LONGEST_REMARK, "remark_company");
        if (!request.has("remark")
                && !request.has("description")
                && !request.has("remark_company")
                && !request.has("remark_mobiles")
                && !request.has("remark_pic_mediaid")) {
            throw ApiError.invalid("nothing to change");
        }
        FriendLink link = world.friends()
                .between(request.text("userid"), request.text("external_userid"))
                .orElseThrow(ApiError::noRelation);
        return gate.pass("remark", link.externalUserid(), () -> {
            world.friends().note(link, notes -> changed(notes, request));
            return Answers.OK;
        });
    }

    private static FriendNotes changed(FriendNotes notes, ApiRequest request) {
        return new FriendNotes(
                request.has("remark") ? request.text("remark") : notes.remark(),
                request.has("description") ? request.text("description") : notes.description(),
                request.has("remark_company") ? request.text("remark_company") : notes.remarkCorpName(),
                request.has("remark_mobiles")
                        ? request.texts("remark_mobiles").stream()
                                .filter(mobile -> !mobile.isEmpty())
                                .toList()
                        : notes.mobiles(),
                notes.tagIds());
    }

    private static void refuseTooLong(String text, int longest, String name) {
        if (Objects.requireNonNull(text).codePointCount(0, text.length()) > longest) {
            throw ApiError.invalid(name + " is longer than " + longest);
        }
    }
}
