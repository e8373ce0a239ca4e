package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.chat.Chatting;
import cn.bankscrm.simulator.http.BadRequest;
import cn.bankscrm.simulator.http.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What two friends say to each other: lines to write as either, and what was said, each to be recalled. */
final class ChatPanel {
    private static final int SHOWN = 12;
    private static final int LONGEST = 2000;
    private static final String CONTENT = "content";

    private final Chatting chatting;

    ChatPanel(Chatting chatting) {
        this.chatting = chatting;
    }

    /**
     * The conversation of two friends.
     *
     * @param who {@code customer} and {@code member}
     */
    String html(Map<String, String> who) {
        String customer = who.getOrDefault("customer", "");
        List<JsonNode> said = chatting.log().between(customer, who.getOrDefault("member", ""), SHOWN);
        Set<String> recalled = new HashSet<>();
        said.forEach(
                message -> recalled.add(message.path("revoke").path("pre_msgid").asString("")));
        StringBuilder html = new StringBuilder("<div id=\"chat\"><h3>两人聊天（进入会话存档）</h3><ul class=\"said\">");
        said.forEach(message -> html.append(line(message, customer, recalled, who)));
        html.append(said.isEmpty() ? "<li>模拟器启动以来，两人还没有说过话。</li></ul>" : "</ul>");
        return html.append(writing("customer", "客户", who))
                .append(writing("member", "员工", who))
                .append("</div>")
                .toString();
    }

    private static String line(JsonNode message, String customer, Set<String> recalled, Map<String, String> who) {
        boolean byCustomer = message.path("from").asString("").equals(customer);
        String id = message.path("msgid").asString("");
        String kind = message.path("msgtype").asString("");
        String after = "";
        if (recalled.contains(id)) {
            after = "<span class=\"problem\">已撤回</span>";
        } else if (!kind.equals("revoke") && !kind.equals("agree") && !kind.equals("disagree")) {
            Map<String, String> fields = new LinkedHashMap<>(who);
            fields.put("by", byCustomer ? "customer" : "member");
            fields.put("kind", "revoke");
            fields.put(CONTENT, id);
            after = "<form method=\"post\" action=\"/sim/page/say\">" + Html.hidden(fields)
                    + "<button class=\"danger\">撤回</button></form>";
        }
        return "<li><span>%s · %s：%s</span>%s</li>"
                .formatted(
                        byCustomer ? "客户" : "员工",
                        CallbackTail.moment(
                                Instant.ofEpochMilli(message.path("msgtime").asLong(0))),
                        Html.text(told(kind, message.path(kind))),
                        after);
    }

    private static String told(String kind, JsonNode body) {
        return switch (kind) {
            case "text" -> body.path(CONTENT).asString("");
            case "redpacket" -> "［红包］" + body.path("wish").asString("");
            case "card" -> "［名片］" + body.path("corpname").asString("");
            case "revoke" -> "［撤回了一条消息］";
            case "agree" -> "［同意存档］";
            case "disagree" -> "［不同意存档］";
            case "image" -> "［图片］";
            case "voice" -> "［语音］";
            case "file" -> "［文件］" + body.path("filename").asString("");
            case "link" -> "［链接］" + body.path("title").asString("");
            case "location" -> "［位置］" + body.path("title").asString("");
            default -> "［" + kind + "］";
        };
    }

    private static String writing(String by, String name, Map<String, String> who) {
        Map<String, String> fields = new LinkedHashMap<>(who);
        fields.put("by", by);
        return """
                <form class="say" method="post" action="/sim/page/say">%1$s
                <input name="content" maxlength="%4$d" placeholder="以%3$s身份说……" aria-label="%3$s说的话">
                <button id="say-%2$s" name="kind" value="text">%3$s发送</button>
                <button class="tag" id="redpacket-%2$s" name="kind" value="redpacket">发红包</button>
                <button class="tag" id="card-%2$s" name="kind" value="card">发名片</button></form>
                """.formatted(Html.hidden(fields), by, name, LONGEST);
    }

    /** Says what a form tells; what is written beside a red packet is its wish, beside a card whose it is. */
    void say(Map<String, String> form) {
        boolean byCustomer = form.getOrDefault("by", "").equals("customer");
        String customer = form.getOrDefault("customer", "");
        String member = form.getOrDefault("member", "");
        if (customer.isEmpty() || member.isEmpty()) {
            throw new BadRequest("先各选一位客户和一位员工");
        }
        String kind = form.getOrDefault("kind", "text");
        String content = form.getOrDefault(CONTENT, "").strip();
        ObjectNode body = Json.MAPPER.createObjectNode();
        switch (kind) {
            case "text" -> {
                if (content.isEmpty()) {
                    throw new BadRequest("先写要说的话");
                }
                body.put(CONTENT, content);
            }
            case "redpacket" ->
                body.put("type", 1)
                        .put("wish", content.isEmpty() ? "恭喜发财" : content)
                        .put("totalcnt", 1)
                        .put("totalamount", 20_000);
            case "card" ->
                body.put("corpname", content.isEmpty() ? "微信联系人" : content).put("userid", customer);
            case "revoke" -> body.put("pre_msgid", content);
            default -> throw new BadRequest("没有这种消息");
        }
        ObjectNode message = Json.MAPPER
                .createObjectNode()
                .put("action", kind.equals("revoke") ? "recall" : "send")
                .put("from", byCustomer ? customer : member)
                .put("roomid", "")
                .put("msgtype", kind);
        message.putArray("tolist").add(byCustomer ? member : customer);
        message.set(kind, body);
        chatting.say(message);
    }
}
