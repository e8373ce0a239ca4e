package cn.bankscrm.compliance.evidence;

import static cn.bankscrm.compliance.evidence.PackHtml.cell;
import static cn.bankscrm.compliance.evidence.PackHtml.text;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the bank made of the messages, as tables of a pack's page: alerts, cases with every step, samples; who looked.
 */
final class PackReviewHtml {

    private final PackTitle title;
    private final PackWords words;

    PackReviewHtml(PackTitle title, PackWords words) {
        this.title = title;
        this.words = words;
    }

    String alerts(List<Map<String, @Nullable Object>> alerts) {
        return table(
                "没有预警。",
                List.of("编号", "消息", "来源", "规则", "级别", "时间", "处置", "处置人", "理由", "案件"),
                alerts,
                alert -> List.of(
                        cell(alert.get("id")),
                        cell(alert.get("seq")),
                        word("alerts.source.", alert.get("source")),
                        word("alerts.rule.", alert.get("rule")),
                        word("alerts.level.", alert.get("level")),
                        time(alert.get("raised")),
                        word("alerts.state.", alert.get("state")),
                        cell(alert.get("decidedBy")),
                        cell(alert.get("reason")),
                        cell(alert.get("case"))));
    }

    String cases(List<PackReviews.Case> cases) {
        if (cases.isEmpty()) {
            return "<p>没有案件。</p>";
        }
        return cases.stream().map(this::oneCase).collect(Collectors.joining());
    }

    private String oneCase(PackReviews.Case file) {
        Map<String, @Nullable Object> facts = file.facts();
        return "<h3>案件 %s · %s · %s</h3><p>处置结论:%s;立案 %s,%s;时限 %s;结案 %s,%s</p>"
                        .formatted(
                                cell(facts.get("id")),
                                word("alerts.level.", facts.get("level")),
                                word("cases.state.", facts.get("state")),
                                word("cases.disposition.", facts.get("disposition")),
                                cell(facts.get("openedBy")),
                                time(facts.get("opened")),
                                time(facts.get("due")),
                                cell(facts.get("closedBy")),
                                time(facts.get("closed")))
                + table(
                        "没有经过。",
                        List.of("时间", "经手人", "步骤", "此后状态", "说明"),
                        file.steps(),
                        step -> List.of(
                                time(step.get("at")),
                                cell(step.get("by")),
                                word("cases.step.", step.get("step")),
                                word("cases.state.", step.get("state")),
                                cell(step.get("note"))));
    }

    String samples(List<Map<String, @Nullable Object>> reviews) {
        return table(
                "没有已定的抽检。",
                List.of("方案", "月份", "会话", "结论", "轮次", "评审人", "意见", "类别", "级别", "说明", "时间"),
                reviews,
                review -> List.of(
                        cell(review.get("plan")),
                        cell(review.get("month")),
                        cell(review.get("conversation")),
                        verdict(review.get("settled")),
                        round(review.get("round")),
                        cell(review.get("reviewer")),
                        verdict(review.get("verdict")),
                        cell(review.get("category")),
                        word("sampling.level.", review.get("level")),
                        cell(review.get("note")),
                        time(review.get("decided"))));
    }

    String looks(List<ChainedRecord> looks) {
        return table(
                "没有查看记录。",
                List.of("时间", "谁", "操作", "理由"),
                looks,
                look -> List.of(
                        title.time(look.at()),
                        cell(look.value("actorName") == null ? look.value("actor") : look.value("actorName")),
                        word("audit.action.", look.value("action")),
                        cell(look.value("reason"))));
    }

    private String word(String prefix, @Nullable Object code) {
        return code == null ? cell(null) : text(words.of(prefix, code.toString()));
    }

    private static String verdict(@Nullable Object code) {
        return switch (String.valueOf(code)) {
            case "IN_ORDER" -> "未见问题";
            case "FINDING" -> "有问题";
            default -> cell(code);
        };
    }

    private static String round(@Nullable Object code) {
        return switch (String.valueOf(code)) {
            case "FIRST" -> "初评";
            case "SECOND" -> "盲评";
            case "THIRD" -> "裁定";
            default -> cell(code);
        };
    }

    private String time(@Nullable Object written) {
        return written == null ? cell(null) : title.time(Instant.parse(written.toString()));
    }

    private static <T> String table(String nothing, List<String> heads, List<T> rows, Function<T, List<String>> cells) {
        if (rows.isEmpty()) {
            return "<p>" + nothing + "</p>";
        }
        return "<table><tr><th>" + String.join("</th><th>", heads) + "</th></tr>"
                + rows.stream()
                        .map(row -> "<tr><td>" + String.join("</td><td>", cells.apply(row)) + "</td></tr>")
                        .collect(Collectors.joining())
                + "</table>";
    }
}
