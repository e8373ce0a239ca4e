package cn.bankscrm.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of a pack that people read: one file, no script, nothing from elsewhere, and who had it made behind every
 * line.
 */
final class PackHtml {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final PackTitle title;
    private final List<PackMessage> messages;
    private final Map<Long, List<PackHits.Line>> hits;
    private final List<Map<String, @Nullable Object>> media;
    private final int looks;

    PackHtml(
            PackTitle title,
            List<PackMessage> messages,
            List<PackHits.Line> hits,
            List<Map<String, @Nullable Object>> media,
            int looks) {
        this.title = title;
        this.messages = messages;
        this.hits = hits.stream().collect(Collectors.groupingBy(PackHits.Line::seq));
        this.media = media;
        this.looks = looks;
    }

    String write() {
        PackOrder order = title.order();
        return """
                <!doctype html>
                <html lang="zh-CN"><head><meta charset="utf-8"><title>证据包 %1$s</title>
                <style>
                body{font:15px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:0 auto;padding:1.5rem;color:#1d2733}
                body::before{content:"";position:fixed;inset:0;pointer-events:none;z-index:9;background-image:url("data:image/svg+xml;base64,%2$s")}
                @media print{body::before{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
                table{border-collapse:collapse;width:100%%;margin:.5rem 0 1.5rem}
                th,td{border:1px solid #d5dbe3;padding:.3rem .6rem;text-align:left;vertical-align:top}
                th{background:#f3f5f8;white-space:nowrap}
                .m{margin:.4rem 0;padding:.5rem .8rem;border-radius:.4rem;background:#f3f5f8;break-inside:avoid}
                .s{background:#e8f3e9}
                .h{color:#5d6b7a;font-size:13px}
                .t{white-space:pre-wrap;overflow-wrap:anywhere}
                td{overflow-wrap:anywhere}
                </style></head><body>
                <h1>聊天记录证据包</h1>
                <table>
                <tr><th>编号</th><td>%1$s</td><th>生成时间</th><td>%3$s</td></tr>
                <tr><th>申请人</th><td>%4$s</td><th>批准人</th><td>%5$s</td></tr>
                <tr><th>提供给</th><td>%6$s</td><th>事由</th><td>%7$s</td></tr>
                <tr><th>消息</th><td>%8$d 条</td><th>查看记录</th><td>%9$d 条(access-log.ndjson)</td></tr>
                </table>
                <h2>聊天记录</h2>
                %10$s
                <h2>文件</h2>
                %11$s
                <h2>如何验证</h2>
                <p>本包内每条记录都附有默克尔证明,可离线验证:<code>./scrm verify-archive --pack %1$s.zip</code>。
                本页仅供阅读,以 messages.ndjson 中的企业微信原文为准;本页与其余文件的摘要均载于已签名的 manifest.json。</p>
                </body></html>
                """.formatted(
                        text(title.name()),
                        watermark(),
                        time(title.made()),
                        text(order.by()),
                        text(order.approvedBy()),
                        text(order.recipient()),
                        text(order.reason()),
                        messages.size(),
                        looks,
                        messages.stream().map(this::message).collect(Collectors.joining("\n")),
                        files());
    }

    private String message(PackMessage message) {
        return """
                <div class="m%s"><div class="h">%s · %s%s · %s · seq %d%s</div><div class="t">%s</div>%s</div>""".formatted(
                        message.fromStaff() ? " s" : "",
                        time(message.at()),
                        message.fromStaff() ? "员工 " : "客户 ",
                        text(message.from()),
                        text(message.type()) + ("SEND".equals(message.action()) ? "" : "(" + action(message) + ")"),
                        message.seq(),
                        message.proven() ? "" : " · 尚无存证",
                        message.text().isEmpty() ? "〔无文字内容,见原文〕" : text(message.text()),
                        marks(message));
    }

    private String marks(PackMessage message) {
        List<PackHits.Line> found = hits.getOrDefault(message.seq(), List.of());
        return found.isEmpty()
                ? ""
                : found.stream()
                        .map(hit -> text(hit.term()) + "(" + text(hit.category()) + "," + level(hit.level()) + ")")
                        .distinct()
                        .collect(Collectors.joining("、", "<div class=\"h\">命中:", "</div>"));
    }

    private static String level(String level) {
        return switch (level) {
            case "BLOCK" -> "禁止";
            case "WARN" -> "提示";
            default -> "记录";
        };
    }

    private static String action(PackMessage message) {
        return switch (message.action()) {
            case "RECALL" -> "撤回";
            case "EDIT" -> "改写";
            case "SWITCH" -> "切换企业";
            default -> "其他";
        };
    }

    private String files() {
        if (media.isEmpty()) {
            return "<p>没有文件。</p>";
        }
        return "<table><tr><th>消息</th><th>类型</th><th>大小</th><th>状态</th><th>文件</th><th>图中的码与文字</th><th>SHA-256</th></tr>"
                + media.stream()
                        .map(file ->
                                "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                                        .formatted(
                                                cell(file.get("seq")),
                                                cell(file.get("type")),
                                                cell(file.get("size")),
                                                state(cell(file.get("state"))),
                                                contents(
                                                        cell(file.get("file")),
                                                        cell(file.get("mediaType")),
                                                        cell(file.get("seq"))),
                                                codes(file.get("picture")),
                                                cell(file.get("sha256"))))
                        .collect(Collectors.joining())
                + "</table>";
    }

    private static String codes(@Nullable Object picture) {
        if (!(picture instanceof Map<?, ?> found)) {
            return "—";
        }
        if (found.get("reason") != null) {
            return "不能识读";
        }
        String codes = found.get("codes") instanceof List<?> list
                ? list.stream().map(code -> code((Map<?, ?>) code)).collect(Collectors.joining("<br>"))
                : "";
        String text = found.get("text") == null ? "" : "文字:" + cell(found.get("text"));
        String both = Stream.of(codes, text).filter(part -> !part.isEmpty()).collect(Collectors.joining("<br>"));
        return both.isEmpty() ? "WAITING".equals(found.get("state")) ? "待识读" : "无" : both;
    }

    private static String code(Map<?, ?> code) {
        String kind = switch (String.valueOf(code.get("kind"))) {
            case "PAYMENT" -> "收付款码";
            case "GROUP" -> "群二维码";
            case "CONTACT" -> "名片或账号";
            case "OWN" -> "本行网址";
            case "LINK" -> "其他网址";
            default -> "文字";
        };
        return kind + ":" + cell(code.get("payload"));
    }

    /** A picture, or a link; what lies in the pack beside this page. */
    private static String contents(String name, String mediaType, String seq) {
        if (!name.startsWith("media/")) {
            return name;
        }
        return mediaType.startsWith("image/")
                ? "<a href=\"%1$s\"><img src=\"%1$s\" alt=\"消息 %2$s 的图片\" style=\"max-width:12rem\"></a>"
                        .formatted(name, seq)
                : "<a href=\"%1$s\">%1$s</a>".formatted(name);
    }

    private static String state(String state) {
        return switch (state) {
            case "FETCHED" -> "已存档";
            case "PENDING" -> "待取回";
            case "EXPIRED" -> "企业微信已不提供";
            case "LOST" -> "存放处已缺失";
            default -> "内容不符";
        };
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "—" : text(value.toString());
    }

    /** Who, when and why, across the page. */
    private String watermark() {
        String svg = """
                <svg xmlns="http://www.w3.org/2000/svg" width="460" height="220"><g transform="rotate(-20 230 110)" \
                fill="#1d2733" fill-opacity=".09" font-size="15" font-family="sans-serif"><text x="20" y="95">%s %s</text>\
                <text x="20" y="120">%s</text></g></svg>""".formatted(
                        text(title.order().by()),
                        time(title.made()),
                        text(shortened(title.name() + " " + title.order().reason())));
        return Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String words) {
        return words.length() <= 40 ? words : words.substring(0, 40) + "…";
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(title.zone()));
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
