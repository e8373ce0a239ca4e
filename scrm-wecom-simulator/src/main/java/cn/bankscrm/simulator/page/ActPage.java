package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.ledger.Attempt;
import cn.bankscrm.simulator.ledger.CallbackEntry;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.world.World;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Choose a customer and a member, see how they stand, act as either, see what came of it. */
final class ActPage {
    private static final String PATH = "/sim";
    private static final int TAIL = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private final World world;
    private final Ledger ledger;
    private final PeopleList<Contact> customers =
            new PeopleList<>(PATH, Contact::externalUserid, contact -> contact.name() + " " + contact.externalUserid());
    private final PeopleList<Member> members = new PeopleList<>(
            PATH, Member::userid, member -> member.name() + " " + member.userid() + " " + position(member));

    ActPage(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
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
                <p class="clock">虚拟时间 %s%s</p>
                %s
                <div class="columns">
                <section><h2>客户%s</h2>%s
                <form method="post" action="/sim/page/new-customer">%s
                <input name="name" placeholder="新客户称呼" aria-label="新客户称呼" maxlength="20"><button id="new-customer">新来一位</button>
                </form></section>
                <section><h2>员工%s</h2>%s</section>
                </div>
                %s
                """.formatted(
                        moment(world.clock().instant()),
                        world.clock().isRunning() ? "（走动）" : "（停住）",
                        customer.isPresent() && member.isPresent()
                                ? pair(customer.get(), member.get())
                                : "<p>先各选一位客户和一位员工，再决定他们做什么。</p>",
                        chosen(customer.map(Contact::name)),
                        customers.html(world.friends().contacts().reversed(), query, "c", "customer"),
                        Html.hidden(query),
                        chosen(member.map(Member::name)),
                        members.html(
                                world.directory().members().stream()
                                        .filter(Member::active)
                                        .toList(),
                                query,
                                "m",
                                "member"),
                        tail());
        return Html.document("企业微信模拟器", body);
    }

    private String pair(Contact customer, Member member) {
        boolean friends = world.friends()
                .between(member.userid(), customer.externalUserid())
                .isPresent();
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
        return "<section id=\"pair\"><h2>%s 与 %s：%s</h2><div class=\"acts\">%s</div></section>"
                .formatted(Html.text(customer.name()), Html.text(member.name()), friends ? "已是好友" : "不是好友", buttons);
    }

    private String tail() {
        StringBuilder rows = new StringBuilder();
        for (CallbackEntry entry : ledger.lastCallbacks(TAIL)) {
            rows.append("<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            entry.number(),
                            moment(entry.eventTime()),
                            Html.text(entry.changeType()),
                            Html.text(entry.userid() + " " + entry.externalUserid()),
                            Html.text(String.join(
                                    " ",
                                    entry.attempts().stream()
                                            .map(Attempt::outcome)
                                            .toList()))));
        }
        return """
                <section><h2>最近的回调</h2><div class="wide"><table id="ledger">
                <thead><tr><th>序号</th><th>时间</th><th>事件</th><th>员工与客户</th><th>应答</th></tr></thead>
                <tbody>%s</tbody></table></div></section>
                """.formatted(rows);
    }

    private static String chosen(Optional<String> name) {
        return name.map(given -> "：" + Html.text(given)).orElse("");
    }

    private static String moment(Instant moment) {
        return TIME.format(moment);
    }

    private static String position(Member member) {
        return member.position() == null ? "" : member.position();
    }
}
