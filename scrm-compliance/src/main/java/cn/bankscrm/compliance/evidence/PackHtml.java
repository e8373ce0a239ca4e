package cn.bankscrm.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The page of a pack that people read: one file, no script, nothing from elsewhere, and who had it made behind every
 * line.
 */
final class PackHtml {

    private final PackTitle title;
    private final int messages;
    private final Parts parts;

    PackHtml(PackTitle title, int messages, Parts parts) {
        this.title = title;
        this.messages = messages;
        this.parts = parts;
    }

    /** What stands below the head, each as it is shown. */
    record Parts(String chat, String files, String alerts, String cases, String samples, String looks, int lookCount) {}

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
                .h strong{color:#b3261e}
                .t,.d{white-space:pre-wrap;overflow-wrap:anywhere}
                .f img{max-width:min(100%%,20rem);max-height:16rem;display:block;margin:.3rem 0}
                td img{max-width:8rem;max-height:6rem}
                td{overflow-wrap:anywhere}
                @media(max-width:45rem){body{padding:.8rem}table{display:block;overflow-x:auto}}
                </style></head><body>
                <h1>聊天记录证据包</h1>
                <table>
                <tr><th>编号</th><td>%1$s</td><th>生成时间</th><td>%3$s</td></tr>
                <tr><th>申请人</th><td>%4$s</td><th>批准人</th><td>%5$s</td></tr>
                <tr><th>提供给</th><td>%6$s</td><th>事由</th><td>%7$s</td></tr>
                <tr><th>消息</th><td>%8$d 条</td><th>查看记录</th><td>%9$d 条</td></tr>
                </table>
                <h2>聊天记录</h2>
                %10$s
                <h2>文件</h2>
                %11$s
                <h2>预警</h2>
                %12$s
                <h2>案件</h2>
                %13$s
                <h2>抽检</h2>
                %14$s
                <h2>谁查看过</h2>
                %15$s
                <h2>如何验证</h2>
                <p>本包内每条记录都附有默克尔证明,可离线验证:<code>./scrm verify-archive --pack %1$s.zip</code>。
                本页仅供阅读,以 messages.ndjson 中的企业微信原文为准;本页与其余文件的摘要均载于已签名的 manifest.json。</p>
                </body></html>
                """.formatted(
                        text(title.name()),
                        watermark(),
                        title.time(title.made()),
                        text(order.by()),
                        text(order.approvedBy()),
                        text(order.recipient()),
                        text(order.reason()),
                        messages,
                        parts.lookCount(),
                        parts.chat(),
                        parts.files(),
                        parts.alerts(),
                        parts.cases(),
                        parts.samples(),
                        parts.looks());
    }

    static String cell(@Nullable Object value) {
        return value == null ? "—" : text(value.toString());
    }

    /** Who, when and why, across the page. */
    private String watermark() {
        String svg = """
                <svg xmlns="http://www.w3.org/2000/svg" width="460" height="220"><g transform="rotate(-20 230 110)" \
                fill="#1d2733" fill-opacity=".09" font-size="15" font-family="sans-serif"><text x="20" y="95">%s %s</text>\
                <text x="20" y="120">%s</text></g></svg>""".formatted(
                        text(title.order().by()),
                        title.time(title.made()),
                        text(shortened(title.name() + " " + title.order().reason())));
        return Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }

    private static String shortened(String words) {
        return words.length() <= 40 ? words : words.substring(0, 40) + "…";
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
