package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.http.QueryString;
import java.util.Map;

/** Writes HTML. Every text goes through {@link #text}. */
final class Html {
    private Html() {}

    static String text(String plain) {
        StringBuilder escaped = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    static String link(String path, Map<String, String> query, String label) {
        return "<a href=\"" + text(path + "?" + QueryString.encode(query)) + "\">" + text(label) + "</a>";
    }

    static String hidden(Map<String, String> fields) {
        StringBuilder html = new StringBuilder();
        fields.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"")
                .append(text(name))
                .append("\" value=\"")
                .append(text(value))
                .append("\">"));
        return html.toString();
    }

    /** A form of one button. */
    static String button(String action, Map<String, String> fields, String label, String id) {
        return "<form method=\"post\" action=\"%s\">%s<button id=\"%s\">%s</button></form>"
                .formatted(text(action), hidden(fields), text(id), text(label));
    }

    static String document(String title, String body) {
        return """
                <!doctype html>
                <html lang="zh-CN">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%1$s</title>
                <link rel="stylesheet" href="/sim/style.css">
                </head>
                <body>
                <header><h1>%1$s</h1><nav><a href="/sim">扮演</a><a href="/sim/phone">手机</a><a href="/sim/sms">短信</a><a href="/sim/switches">故障</a></nav></header>
                <main>
                %2$s
                </main>
                </body>
                </html>
                """.formatted(text(title), body);
    }
}
