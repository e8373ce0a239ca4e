package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.AttributeAtLeast;
import cn.bankscrm.core.segment.SegmentRule.AttributeIn;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.NoContact;
import cn.bankscrm.core.segment.SegmentRule.Not;
import cn.bankscrm.core.segment.SegmentRule.OwnFriend;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule ready made, for a bank to take over and adjust. The names keep clear of those that files usually deliver. What
 * no book of ours holds is asked of attributes, whose names stand in the documentation of imports.
 */
public enum SegmentTemplate {
    PRIVATE("私行级资产", assets("6000000", null)),
    WEALTH("财富级资产", assets("1000000", "6000000")),
    PREMIUM("贵宾级资产", assets("200000", "1000000")),
    MASS("长尾资产", assets(null, "200000")),
    PAYROLL_OFFICE("代发写字楼人群", attribute("代发单位类型", "写字楼企业")),
    PAYROLL_FACTORY("代发工厂人群", attribute("代发单位类型", "工厂")),
    PAYROLL_KNOWLEDGE("代发教科文卫人群", attribute("代发单位类型", "学校医院科研")),
    ELDER_ACTIVE("活力老人", new Age(60, 69)),
    ELDER_WELLNESS("康养老人", new Age(70, 79)),
    ELDER_ADVANCED("高龄老人", new Age(80, null)),
    RURAL_FARMING("种养殖户", attribute("务农情况", "种植养殖")),
    RURAL_MIGRANT("外出务工家庭", attribute("务农情况", "外出务工")),
    RURAL_TRADE("乡村个体户", attribute("务农情况", "个体经营")),
    PARENTS("有未成年子女", attribute("子女年龄段", "学龄前", "小学", "中学")),
    MATURING(
            "三十日内到期",
            holds("50000", 30, HoldingKind.TERM, HoldingKind.WEALTH, HoldingKind.INSURANCE, HoldingKind.TRUST)),
    DUE("七日内还款", holds(null, 7, HoldingKind.LOAN, HoldingKind.CARD)),
    MERCHANTS("收单商户", attribute("商户", "是")),
    DEMAND_PAYROLL("活期来源：代发", all(demand(), new AttributeAtLeast("月代发额", BigDecimal.ONE))),
    DEMAND_INVESTMENT(
            "活期来源：投资结算", all(demand(), holds(null, null, HoldingKind.WEALTH, HoldingKind.FUND, HoldingKind.METAL))),
    DEMAND_REPAYMENT("活期来源：还款", all(demand(), holds(null, null, HoldingKind.LOAN, HoldingKind.CARD))),
    DEMAND_BUSINESS("活期来源：经营结算", all(demand(), attribute("商户", "是"))),
    UNREACHED(
            "不到店也不接电话",
            all(
                    new Not(new Any(List.of(
                            new Active(
                                    Set.of(ActivityKind.CALLED, ActivityKind.VISITED, ActivityKind.SERVED_AT_BRANCH),
                                    90,
                                    1),
                            new AttributeAtLeast("近三月到店次数", BigDecimal.ONE),
                            new AttributeAtLeast("近三月接听次数", BigDecimal.ONE)))),
                    new NoContact(90))),
    SILENT_VALUABLE("重点未加好友", all(assets("200000", null), new OwnFriend(false)));

    private final String proposal;

    @SuppressWarnings("ImmutableEnumChecker") // a rule is made of records and unmodifiable lists
    private final SegmentRule rule;

    SegmentTemplate(String proposal, SegmentRule rule) {
        this.proposal = proposal;
        this.rule = rule;
    }

    /** As in addresses. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A name for the segment. */
    public String proposal() {
        return proposal;
    }

    public SegmentRule rule() {
        return rule;
    }

    public static Optional<SegmentTemplate> of(@Nullable String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
    }

    private static SegmentRule all(SegmentRule... rules) {
        return new All(List.of(rules));
    }

    private static SegmentRule assets(@Nullable String from, @Nullable String below) {
        return new Assets(from == null ? null : new BigDecimal(from), below == null ? null : new BigDecimal(below));
    }

    private static SegmentRule attribute(String attribute, String... values) {
        return new AttributeIn(attribute, Set.of(values));
    }

    private static SegmentRule demand() {
        return holds("1000", null, HoldingKind.DEMAND);
    }

    private static SegmentRule holds(@Nullable String atLeast, @Nullable Integer within, HoldingKind... kinds) {
        return new Holding(Set.of(kinds), atLeast == null ? null : new BigDecimal(atLeast), within);
    }
}
