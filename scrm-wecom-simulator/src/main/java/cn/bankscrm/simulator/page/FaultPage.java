package cn.bankscrm.simulator.page;

import cn.bankscrm.simulator.fault.Fault;
import cn.bankscrm.simulator.fault.FaultKind;
import cn.bankscrm.simulator.fault.Faults;
import cn.bankscrm.simulator.http.BadRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The switches of the faults. */
final class FaultPage {
    private final Faults faults;

    FaultPage(Faults faults) {
        this.faults = faults;
    }

    String html() {
        Map<FaultKind, Fault> active =
                faults.active().stream().collect(Collectors.toMap(Fault::kind, Function.identity()));
        StringBuilder rows = new StringBuilder();
        for (FaultKind kind : FaultKind.values()) {
            Fault fault = active.getOrDefault(kind, new Fault(kind, 0, Duration.ZERO));
            rows.append("""
                    <form class="fault" method="post" action="/sim/page/fault">
                    <input type="hidden" name="kind" value="%1$s"><strong>%2$s</strong>
                    <label>比例 %% <input name="percent" inputmode="decimal" value="%3$s"></label>
                    <label>秒 <input name="seconds" inputmode="decimal" value="%4$s"></label>
                    <button>设置</button></form>
                    """.formatted(
                            kind.wireName(),
                            Html.text(kind.chinese()),
                            plain(BigDecimal.valueOf(fault.share() * 100)),
                            plain(BigDecimal.valueOf(fault.time().toMillis(), 3))));
        }
        return Html.document(
                "故障开关",
                "<section>" + rows + Html.button("/sim/page/no-faults", Map.of(), "全部关闭", "no-faults") + "</section>");
    }

    void set(Map<String, String> form) {
        FaultKind kind = FaultKind.of(form.getOrDefault("kind", "")).orElseThrow(() -> new BadRequest("没有这种故障"));
        try {
            double share = Double.parseDouble(form.getOrDefault("percent", "0")) / 100;
            double seconds = Double.parseDouble(form.getOrDefault("seconds", "0"));
            faults.set(new Fault(kind, share, Duration.ofMillis(Math.round(seconds * 1000))));
        } catch (IllegalArgumentException e) {
            throw new BadRequest("比例应在 0 到 100 之间，秒数不能为负");
        }
    }

    void clear() {
        faults.clear();
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
