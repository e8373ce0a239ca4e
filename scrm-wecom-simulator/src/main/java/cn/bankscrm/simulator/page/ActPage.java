package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.QueryString;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.world.FriendLink;
import cn.bankscrm.simulator.world.World;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Choose a customer and a member, see how they stand, act as either, see what came of it. */
final class ActPage {
    private static final String PATH = "/sim";
    private static final int FRIENDS = 8;
    private static final String MANAGER = "客户经理";

    private final World world;
    private final CallbackTail tail;
    private final PeopleList<Contact> customers =
            new PeopleList<>(PATH, Contact::externalUserid, contact -> contact.name() + " " + contact.externalUserid());
    private final TagPanel tags;
    private final ChatPanel chat;
    private final PeopleList<Member> members = new PeopleList<>(
            PATH, Member::userid, member -> member.name() + " " + member.userid() + " " + position(member));

    ActPage(World world, Ledger ledger, ChatPanel chat) {
        this.world = world;
        this.tail = new CallbackTail(world, ledger);
        this.tags = new TagPanel(world.tags());
        this.chat = chat;
    }

    String html(Request request) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String name : new String[] {"customer", "member", "c", "m"}) {
            if (!request.param(name).isEmpty()) {
                query.put(name, request.param(name));
            }
        }
        Optional<Contact> customer = world.friends().contact(request.param("customer"));
        Optional<Member> member = world.directory().member(request.param("member"));
        String body = """
                <p>在这里扮演客户或员工：选一位客户和一位员工，让他们加好友、删好友或聊天，几秒后平台的数字就会变。新客户先计入「待认证」，已认证客户的增删会改变覆盖率。</p>
                <p class="clock">虚拟时间 %s%s</p>
                %s
                <div class="columns">
                <section><h2>客户%s</h2>%s%s
                <form method="post" action="/sim/page/new-customer">%s
                <input name="name" placeholder="新客户称呼" aria-label="新客户称呼" maxlength="20"><button id="new-customer">新来一位</button>
                </form></section>
                <section><h2>员工%s</h2>%s%s</section>
                </div>
                %s
                %s
                """.formatted(
                        CallbackTail.moment(world.clock().instant()),
                        world.clock().isRunning() ? "（走动）" : "（停住）",
                        customer.isPresent() && member.isPresent()
                                ? pair(customer.get(), member.get())
                                : "<section id=\"pair\"><h2>还没有选好</h2><p>先各选一位客户和一位员工，再决定他们做什么。</p></section>",
                        chosen(customer.map(Contact::name)),
                        customer.map(one -> friendsOfCustomer(one, query)).orElse(""),
                        customers.html(world.friends().contacts().reversed(), query, "c", "customer"),
                        Html.hidden(query),
                        chosen(member.map(Member::name)),
                        member.map(one -> friendsOfMember(one, query)).orElse(""),
                        members.html(
                                world.directory().members().stream()
                                        .filter(Member::active)
                                        .sorted(Comparator.comparing(
                                                one -> !position(one).contains(MANAGER)))
                                        .toList(),
                                query,
                                "m",
                                "member"),
                        tags.ofCorp(query),
                        tail.html(PATH + "?" + QueryString.encode(query)));
        return Html.document("企业微信模拟器", body);
    }

    private String pair(Contact customer, Member member) {
        Optional<FriendLink> link = world.friends().between(member.userid(), customer.externalUserid());
        boolean friends = link.isPresent();
        Map<String, String> who = new LinkedHashMap<>();
        who.put("customer", customer.externalUserid());
        who.put("member", member.userid());
        String buttons = friends
                ? Html.button("/sim/page/customer-deletes", who, "客户删除员工", "customer-deletes")
                        + Html.button("/sim/page/member-deletes", who, "员工删除客户", "member-deletes")
                        + "<form method=\"post\" action=\"/sim/page/remark\">" + Html.hidden(who)
                        + "<input name=\"remark\" maxlength=\"20\" placeholder=\"备注\" aria-label=\"备注\">"
                        + "<button id=\"remark\">员工改备注</button></form>"
                : Html.button("/sim/page/scan", who, "客户扫码添加", "scan")
                        + Html.button("/sim/page/ask", who, "客户申请添加（待通过）", "ask")
                        + Html.button("/sim/page/accept", who, "员工通过申请", "accept");
        return "<section id=\"pair\"><h2>%s 与 %s：<span class=\"state\">%s</span></h2><div class=\"acts\">%s</div>%s</section>"
                .formatted(
                        Html.text(customer.name()),
                        Html.text(member.name()),
                        friends ? "已是好友" : "不是好友",
                        buttons,
                        link.map(one -> chat.html(who) + tags.ofFriend(one, who))
                                .orElse(""));
    }

    /** With whom the chosen one is friends: a delete needs no search. */
    private String friendsOfCustomer(Contact customer, Map<String, String> query) {
        return friends(
                world.friends().ofContact(customer.externalUserid()),
                link -> world.directory()
                        .member(link.userid())
                        .map(Member::name)
                        .orElse(link.userid()),
                FriendLink::userid,
                "member",
                query);
    }

    private String friendsOfMember(Member member, Map<String, String> query) {
        return friends(
                world.friends().ofMember(member.userid()).reversed(),
                link -> world.friends()
                        .contact(link.externalUserid())
                        .map(Contact::name)
                        .orElse(link.externalUserid()),
                FriendLink::externalUserid,
                "customer",
                query);
    }

    private static String friends(
            List<FriendLink> links,
            Function<FriendLink, String> name,
            Function<FriendLink, String> id,
            String pick,
            Map<String, String> query) {
        String found = links.stream()
                .filter(link -> link.ending().isEmpty())
                .limit(FRIENDS)
                .map(link -> {
                    Map<String, String> target = new LinkedHashMap<>(query);
                    target.put(pick, id.apply(link));
                    return Html.link(PATH, target, name.apply(link));
                })
                .collect(Collectors.joining(" "));
        return "<p class=\"friends\">%s</p>".formatted(found.isEmpty() ? "现在没有好友。" : "现在的好友：" + found);
    }

    private static String chosen(Optional<String> name) {
        return name.map(given -> "：" + Html.text(given)).orElse("");
    }

    private static String position(Member member) {
        return member.position() == null ? "" : member.position();
    }
}
