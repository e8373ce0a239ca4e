package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.world.CustomerMoments.Moment;
import cn.bankscrm.simulator.world.MassSends;
import cn.bankscrm.simulator.world.MassSends.MassSend;
import cn.bankscrm.simulator.world.Welcomes.Welcome;
import cn.bankscrm.simulator.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A member's phone with what waits to be confirmed, and a customer's with what arrived. */
final class PhonePage {
    static final String PATH = "/sim/phone";
    private static final int SHOWN = 30;

    private final World world;

    PhonePage(World world) {
        this.world = world;
    }

    String html(Request request) {
        Optional<Member> member = world.directory().member(request.param("member"));
        Optional<Contact> customer = world.friends().contact(request.param("customer"));
        StringBuilder html = new StringBuilder();
        html.append("<p>员工在这里确认企业群发、发表朋友圈；客户在这里看到收到的消息，可以点开链接、点赞、评论。</p><div class=\"columns\">");
        html.append(member.map(this::ofMember).orElseGet(this::members));
        html.append(customer.map(this::ofCustomer).orElseGet(this::customers));
        return Html.document("手机", html.append("</div>").toString());
    }

    private String members() {
        StringBuilder html = new StringBuilder("<section id=\"members\"><h2>有待办的员工</h2><ul class=\"pick\">");
        world.directory().members().stream()
                .filter(member ->
                        !waiting(member).isEmpty() || !unpublished(member).isEmpty())
                .limit(SHOWN)
                .forEach(member -> html.append("<li>")
                        .append(Html.link(PATH, Map.of("member", member.userid()), member.name()))
                        .append("</li>"));
        return html.append("</ul></section>").toString();
    }

    private String customers() {
        StringBuilder html = new StringBuilder("<section id=\"customers\"><h2>最近收到消息的客户</h2><ul class=\"pick\">");
        world.massSends().all().reversed().stream()
                .flatMap(send -> send.deliveries().stream())
                .filter(delivery -> delivery.status() == MassSends.SENT)
                .map(MassSends.Delivery::externalUserid)
                .distinct()
                .limit(SHOWN)
                .forEach(id -> html.append("<li>")
                        .append(Html.link(PATH, Map.of("customer", id), name(id)))
                        .append("</li>"));
        return html.append("</ul></section>").toString();
    }

    private String ofMember(Member member) {
        StringBuilder html =
                new StringBuilder("<section id=\"member\"><h2>员工 %s 的手机</h2>".formatted(Html.text(member.name())));
        List<MassSend> waiting = waiting(member);
        html.append(waiting.isEmpty() ? "<p>没有待确认的群发。</p>" : "");
        for (MassSend send : waiting) {
            html.append("<div class=\"said\"><h3>企业群发，发给 %d 位客户</h3><p>%s</p><p>%s</p>"
                    .formatted(send.deliveries().size(), Html.text(send.text()), title(send.attachments())));
            html.append(Html.button(
                    "/sim/page/confirm-send",
                    who(member.userid(), "msgid", send.msgid()),
                    "发送",
                    "confirm-" + send.msgid()));
            html.append("</div>");
        }
        for (Moment moment : unpublished(member)) {
            html.append("<div class=\"said\"><h3>企业朋友圈</h3><p>%s</p><p>%s</p>"
                    .formatted(Html.text(moment.text()), title(moment.attachments())));
            html.append(Html.button(
                    "/sim/page/publish-moment",
                    who(member.userid(), "moment", moment.momentId()),
                    "发表",
                    "publish-" + moment.momentId()));
            html.append("</div>");
        }
        return html.append("</section>").toString();
    }

    private String ofCustomer(Contact customer) {
        String id = customer.externalUserid();
        StringBuilder html =
                new StringBuilder("<section id=\"customer\"><h2>客户 %s 的手机</h2>".formatted(Html.text(customer.name())));
        for (Welcome welcome : world.welcomes().all()) {
            if (welcome.externalUserid().equals(id)) {
                html.append(message("欢迎语", welcome.at(), welcome.text(), welcome.userid(), id, welcome.attachments()));
            }
        }
        world.massSends().all().reversed().stream()
                .filter(send -> send.deliveries().stream()
                        .anyMatch(one -> one.externalUserid().equals(id) && one.status() == MassSends.SENT))
                .limit(SHOWN)
                .forEach(send -> html.append(message(
                        "群发",
                        send.confirmedAt() == null ? send.createTime() : send.confirmedAt(),
                        send.text(),
                        send.sender(),
                        id,
                        send.attachments())));
        world.moments().all().reversed().stream()
                .limit(SHOWN)
                .forEach(moment -> moment.published().stream()
                        .filter(published -> published.customers().contains(id))
                        .forEach(published -> {
                            html.append(message(
                                    "朋友圈",
                                    published.at(),
                                    moment.text(),
                                    published.userid(),
                                    id,
                                    moment.attachments()));
                            Map<String, String> fields = who(published.userid(), "moment", moment.momentId());
                            fields.put("customer", id);
                            html.append(
                                    Html.button("/sim/page/like-moment", fields, "点赞", "like-" + moment.momentId()));
                            html.append(Html.button(
                                    "/sim/page/comment-moment", fields, "评论", "comment-" + moment.momentId()));
                        }));
        return html.append("</section>").toString();
    }

    private static String message(
            String kind, long at, String text, String from, String customer, List<JsonNode> attachments) {
        String url = attachments.stream()
                .map(attachment -> attachment.path("link").path("url").asString(""))
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("");
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("customer", customer);
        fields.put("url", url);
        return "<div class=\"said\"><h3>%s · %s · %s</h3><p>%s</p><p>%s</p>%s</div>"
                .formatted(
                        kind,
                        Html.text(from),
                        CallbackTail.moment(Instant.ofEpochSecond(at)),
                        Html.text(text),
                        title(attachments),
                        url.isEmpty() ? "" : Html.button("/sim/page/open-link", fields, "点开链接", "open-link"));
    }

    private static String title(List<JsonNode> attachments) {
        return attachments.stream()
                .map(attachment -> attachment.path("link").path("title").asString(""))
                .filter(one -> !one.isEmpty())
                .findFirst()
                .map(one -> "［链接］" + Html.text(one))
                .orElse("");
    }

    private List<MassSend> waiting(Member member) {
        return world.massSends().all().stream()
                .filter(send -> send.isWaiting() && send.sender().equalsIgnoreCase(member.userid()))
                .toList();
    }

    private List<Moment> unpublished(Member member) {
        return world.moments().all().stream()
                .filter(moment -> !moment.cancelled()
                        && moment.isFor(member.userid())
                        && moment.by(member.userid()).isEmpty())
                .toList();
    }

    private String name(String externalUserid) {
        return world.friends().contact(externalUserid).map(Contact::name).orElse(externalUserid);
    }

    private static Map<String, String> who(String userid, String name, String value) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("member", userid);
        fields.put(name, value);
        return fields;
    }
}
