package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.phone.TextMessage;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The text messages that customers got, all phones in one list. */
final class InboxPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private InboxPage() {}

    static String html(List<TextMessage> messages) {
        StringBuilder rows = new StringBuilder();
        for (TextMessage message : messages) {
            rows.append("<tr><td>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(TIME.format(message.at()), Html.text(message.mobile()), Html.text(message.text())));
        }
        return Html.document(
                "短信收件箱", """
                <p>客户手机收到的短信，最新的在前。<a id="refresh" href="/sim/sms">刷新</a></p>
                <div class="wide"><table id="sms"><thead><tr><th>时间</th><th>手机号</th><th>内容</th></tr></thead>
                <tbody>%s</tbody></table></div>
                """.formatted(messages.isEmpty() ? "<tr><td colspan=\"3\">还没有短信</td></tr>" : rows));
    }
}
