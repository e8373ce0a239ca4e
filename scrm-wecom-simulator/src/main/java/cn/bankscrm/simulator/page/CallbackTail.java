package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.Member;
import cn.bankscrm.simulator.ledger.Attempt;
import cn.bankscrm.simulator.ledger.CallbackEntry;
import cn.bankscrm.simulator.ledger.Ledger;
import cn.bankscrm.simulator.world.World;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

/** What came of it all: the last callbacks, in words, with the platform's answers. */
final class CallbackTail {
    private static final int SHOWN = 20;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private final World world;
    private final Ledger ledger;

    CallbackTail(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    static String moment(Instant moment) {
        return TIME.format(moment);
    }

    /** @param address of the page, to look again */
    String html(String address) {
        StringBuilder rows = new StringBuilder();
        for (CallbackEntry entry : ledger.lastCallbacks(SHOWN)) {
            rows.append("<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                    .formatted(
                            entry.number(),
                            moment(entry.eventTime()),
                            Html.text(words(entry)),
                            Html.text(entry.changeType().isEmpty() ? entry.event() : entry.changeType()),
                            Html.text(entry.attempts().stream()
                                    .map(CallbackTail::outcome)
                                    .collect(Collectors.joining("，")))));
        }
        return """
                <section><h2>最近的回调</h2> <a id="again" href="%s">刷新</a>
                <div class="wide" tabindex="0" role="region" aria-label="最近的回调"><table id="ledger">
                <thead><tr><th scope="col">序号</th><th scope="col">时间</th><th scope="col">发生了什么</th><th scope="col">事件</th><th scope="col">平台应答</th></tr></thead>
                <tbody>%s</tbody></table></div></section>
                """.formatted(Html.text(address), rows);
    }

    private String words(CallbackEntry entry) {
        String member =
                world.directory().member(entry.userid()).map(Member::name).orElse(entry.userid());
        String customer = world.friends()
                .contact(entry.externalUserid())
                .map(Contact::name)
                .orElse(entry.externalUserid());
        return switch (entry.changeType()) {
            case "add_external_contact" -> customer + " 与 " + member + " 成为好友";
            case "add_half_external_contact" -> customer + " 申请添加 " + member;
            case "del_follow_user" -> customer + " 删除了 " + member;
            case "del_external_contact" -> member + " 删除了 " + customer;
            case "edit_external_contact" -> member + " 修改了 " + customer + " 的备注或标签";
            case "create" -> "企业标签有新增";
            case "update" -> "企业标签有修改";
            case "delete" -> "企业标签有删除";
            case "shuffle" -> "企业标签换了顺序";
            default -> (member + " " + customer).strip();
        };
    }

    private static String outcome(Attempt attempt) {
        return switch (attempt.outcome()) {
            case Attempt.TIMEOUT -> "超时";
            case Attempt.UNREACHABLE -> "连不上";
            case Attempt.DROPPED -> "故意丢失";
            case "200" -> "已收下";
            default -> attempt.outcome();
        };
    }
}
