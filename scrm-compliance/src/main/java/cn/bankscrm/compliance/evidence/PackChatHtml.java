package cn.bankscrm.compliance.evidence;

import static cn.bankscrm.compliance.evidence.PackHtml.text;

import cn.bankscrm.compliance.archive.KindFacts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The messages of a pack's page, with their pictures and what the lexicon found, and the list of their files. */
final class PackChatHtml {

    private final PackTitle title;
    private final PackWords words;
    private final Map<String, String> people;
    private final Map<Long, List<PackHits.Line>> hits;
    private final List<Map<String, @Nullable Object>> media;
    private final Map<Long, List<Map<String, @Nullable Object>>> files;

    PackChatHtml(
            PackTitle title,
            PackWords words,
            Map<String, String> people,
            List<PackHits.Line> hits,
            List<Map<String, @Nullable Object>> media) {
        this.title = title;
        this.words = words;
        this.people = people;
        this.hits = hits.stream().collect(Collectors.groupingBy(PackHits.Line::seq));
        this.media = media;
        this.files =
                media.stream().collect(Collectors.groupingBy(file -> (Long) Objects.requireNonNull(file.get("seq"))));
    }

    String messages(List<PackMessage> messages) {
        return messages.stream().map(this::message).collect(Collectors.joining("\n"));
    }

    private String message(PackMessage message) {
        return """
                <div class="m%s"><div class="h">%s · %s%s · %s · seq %d%s%s</div><div class="t">%s</div>%s%s%s</div>""".formatted(
                message.fromStaff() ? " s" : "",
                title.time(message.at()),
                message.fromStaff() ? "员工 " : "客户 ",
                speaker(message.from()),
                text(words.kind(message.type())) + ("SEND".equals(message.action()) ? "" : "(" + action(message) + ")"),
                message.seq(),
                message.proven() ? "" : " · 尚无存证",
                message.recalledAt()
                        .map(at -> " · <strong>已于 " + title.time(at) + " 撤回或改写</strong>")
                        .orElse(""),
                message.text().isEmpty() ? "〔无文字内容,见原文〕" : text(message.text()),
                each(message.facts(), this::fact),
                each(files.getOrDefault(message.seq(), List.of()), this::attached),
                marks(message));
    }

    /** The name, and WeCom's id, which the proven records hold. */
    private String speaker(String id) {
        String named = people.get(id.toLowerCase(Locale.ROOT));
        return named == null ? text(id) : text(named) + "(" + text(id) + ")";
    }

    private String fact(KindFacts.Fact fact) {
        String value = fact.name().equals("whose") ? speaker(fact.value()) : text(fact.value());
        return "<div class=\"h\">" + text(words.of("chat.fact.", fact.name())) + ":" + value + "</div>";
    }

    private String attached(Map<String, @Nullable Object> file) {
        return "<div class=\"f\">" + contents(file) + "</div>";
    }

    private String marks(PackMessage message) {
        List<PackHits.Line> found = hits.getOrDefault(message.seq(), List.of());
        return found.isEmpty()
                ? ""
                : found.stream()
                        .map(hit -> text(hit.term()) + "(" + text(hit.category()) + ","
                                + text(words.of("lexicon.level.", hit.level())) + ")")
                        .distinct()
                        .collect(Collectors.joining("、", "<div class=\"h\">命中:", "</div>"));
    }

    private static String action(PackMessage message) {
        return switch (message.action()) {
            case "RECALL" -> "撤回";
            case "EDIT" -> "改写";
            case "SWITCH" -> "切换企业";
            default -> "其他";
        };
    }

    String files() {
        if (media.isEmpty()) {
            return "<p>没有文件。</p>";
        }
        return "<table><tr><th>消息</th><th>类型</th><th>大小</th><th>状态</th><th>文件</th><th>图中的码与文字</th><th>SHA-256</th></tr>"
                + each(
                        media,
                        file ->
                                "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td class=\"d\">%s</td></tr>"
                                        .formatted(
                                                PackHtml.cell(file.get("seq")),
                                                text(words.kind(String.valueOf(file.get("type")))),
                                                PackHtml.cell(file.get("size")),
                                                state(String.valueOf(file.get("state"))),
                                                contents(file),
                                                codes(file.get("picture")),
                                                PackHtml.cell(file.get("sha256"))))
                + "</table>";
    }

    /** A picture, or a link, to what lies in the pack beside this page; in words where it does not. */
    private String contents(Map<String, @Nullable Object> file) {
        String name = PackHtml.cell(file.get("file"));
        if (!name.startsWith("media/")) {
            return text(words.kind(String.valueOf(file.get("type")))) + ":" + state(String.valueOf(file.get("state")));
        }
        return String.valueOf(file.get("mediaType")).startsWith("image/")
                ? "<a href=\"%1$s\"><img src=\"%1$s\" alt=\"消息 %2$s 的图片\"></a>"
                        .formatted(name, PackHtml.cell(file.get("seq")))
                : "<a href=\"%1$s\">%1$s</a>".formatted(name);
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
        String text = found.get("text") == null ? "" : "文字:" + PackHtml.cell(found.get("text"));
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
        return kind + ":" + PackHtml.cell(code.get("payload"));
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

    private static <T> String each(List<T> list, Function<T, String> told) {
        return list.stream().map(told).collect(Collectors.joining());
    }
}
