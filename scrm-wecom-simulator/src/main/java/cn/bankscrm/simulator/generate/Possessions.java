package cn.bankscrm.simulator.generate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives customers what they hold, out of their assets, and what else the bank knows of them. */
final class Possessions {

    private final BankPlan plan;
    private final Dice dice;
    private final List<Holding> holdings = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private int accounts;

    Possessions(BankPlan plan) {
        this.plan = plan;
        this.dice = new Dice(plan.seed(), "possessions");
    }

    List<Holding> holdings() {
        return holdings;
    }

    List<Attribute> attributes() {
        return attributes;
    }

    void make(Customer customer) {
        hold(customer);
        describe(customer);
    }

    private void hold(Customer customer) {
        if (!customer.hasAccount()) {
            return;
        }
        BigDecimal left = customer.aum();
        if (dice.chance(0.55)) {
            left = left.subtract(dated(customer, "TERM", dice.pick(List.of("一年定期", "三年定期", "大额存单")), left, 1_095));
        }
        if (dice.chance(0.3)) {
            left = left.subtract(dated(customer, "WEALTH", dice.pick(List.of("稳健理财90天", "周周盈", "固收增强")), left, 180));
        }
        if (dice.chance(0.18)) {
            left = left.subtract(undated(customer, "FUND", dice.pick(List.of("沪深300指数", "货币基金", "债券基金")), part(left)));
        }
        if (dice.chance(0.1)) {
            left = left.subtract(dated(customer, "INSURANCE", dice.pick(List.of("年金保险", "重疾保险")), left, 3_650));
        }
        if (dice.chance(0.05)) {
            left = left.subtract(undated(customer, "METAL", "积存金", part(left)));
        }
        undated(customer, "DEMAND", "活期存款", left);
        if (age(customer) < 60 && dice.chance(0.16)) {
            dated(customer, "LOAN", dice.pick(List.of("个人住房贷款", "消费贷款", "经营贷款")), BigDecimal.valueOf(600_000), 7_300);
        }
        if (dice.chance(0.25)) {
            dated(customer, "CARD", "信用卡", BigDecimal.valueOf(20_000), 30);
        }
    }

    private BigDecimal dated(Customer customer, String kind, String product, BigDecimal of, int longest) {
        BigDecimal amount = part(of);
        LocalDate matures = plan.today().plusDays(dice.between(0, longest));
        hold(customer, kind, product, amount, matures.minusDays(longest), Optional.of(matures));
        return amount;
    }

    private BigDecimal undated(Customer customer, String kind, String product, BigDecimal amount) {
        hold(customer, kind, product, amount, plan.today().minusDays(dice.between(30, 2_500)), Optional.empty());
        return amount;
    }

    private void hold(
            Customer customer,
            String kind,
            String product,
            BigDecimal amount,
            LocalDate opened,
            Optional<LocalDate> matures) {
        accounts++;
        holdings.add(new Holding(customer, "A%010d".formatted(accounts), kind, product, amount, opened, matures));
    }

    private BigDecimal part(BigDecimal of) {
        return of.multiply(BigDecimal.valueOf(dice.between(0.1, 0.7))).setScale(2, RoundingMode.DOWN);
    }

    private void describe(Customer customer) {
        if (customer.segments().contains("代发")) {
            know(customer, "代发单位类型", dice.pick(List.of("写字楼企业", "工厂", "学校医院科研")));
            know(customer, "月代发额", Integer.toString(dice.between(30, 400) * 100));
        }
        if (customer.segments().contains("农村")) {
            know(customer, "务农情况", dice.pick(List.of("种植养殖", "外出务工", "个体经营")));
        }
        if (customer.segments().contains("亲子")) {
            know(customer, "子女年龄段", dice.pick(List.of("学龄前", "小学", "中学")));
        }
        if (age(customer) < 65 && dice.chance(0.07)) {
            know(customer, "商户", "是");
        }
        know(customer, "近三月到店次数", Integer.toString(dice.chance(0.6) ? 0 : dice.between(1, 6)));
        know(customer, "近三月接听次数", Integer.toString(dice.chance(0.5) ? 0 : dice.between(1, 4)));
    }

    private void know(Customer customer, String name, String value) {
        attributes.add(new Attribute(customer, name, value));
    }

    private int age(Customer customer) {
        return Period.between(customer.birthday(), plan.today()).getYears();
    }
}
