package cn.bankscrm.engagement.content;

import static cn.bankscrm.engagement.content.ContentBank.BEIJING;
import static cn.bankscrm.engagement.content.ContentBank.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookAlikesTests {

    private static final String BODY = """
            春节将至，提醒您保管好银行卡与手机，不向任何人透露短信验证码，不点击来历不明的链接。
            遇到自称客服、公检法的可疑来电，请先挂断，再拨打卡背面的客服热线核实。转账之前多问一句，资金安全多一分。
            """;

    @TempDir
    private Path data;

    @Test
    void tellsOfNearlyTheSameAndOfAnotherInstitutionNoMoreThanWhoseItIsAndHowMuch() {
        try (ContentBank bank = new ContentBank(data)) {
            Saving.Saved own =
                    (Saving.Saved) bank.drafts.begin(SHANGHAI, ContentKind.ARTICLE, bank.article("春节用卡安全", BODY));
            bank.drafts.begin(BEIJING, ContentKind.ARTICLE, bank.article("春节用卡安全提示", BODY.replace("多问一句", "再问一遍")));
            bank.draft(BEIJING, "本周黄金价格小幅回落，分析人士认为短期仍以震荡为主，配置黄金宜着眼长期，量力而行，切勿追涨杀跌。");
            LookAlikes lookAlikes = bank.get(LookAlikes.class);

            assertThat(lookAlikes.of(bank.article("春节用卡安全", BODY.replace("银行卡", "信用卡")), SHANGHAI, null))
                    .hasSize(2)
                    .anySatisfy(like -> {
                        assertThat(like.owner()).isEqualTo("上海分行");
                        assertThat(like.own()).contains(new LookAlike.Own(own.content(), "春节用卡安全"));
                        assertThat(like.percent()).isBetween(85, 99);
                    })
                    .anySatisfy(like -> {
                        assertThat(like.owner()).isEqualTo("北京分行");
                        assertThat(like.own()).isEqualTo(Optional.empty());
                        assertThat(like.percent()).isBetween(70, 95);
                    });
            assertThat(lookAlikes.of(bank.article("春节用卡安全", BODY), SHANGHAI, own.content()))
                    .extracting(LookAlike::owner)
                    .containsExactly("北京分行");
            assertThat(lookAlikes.of(bank.article("短文", "春节快乐"), SHANGHAI, null))
                    .isEmpty();
            assertThat(lookAlikes.of(
                            bank.article("养老规划", "为退休生活早做准备：了解个人养老金账户的开立条件、缴存上限与税收优惠，按自己的年龄与收入逐年安排。"), SHANGHAI, null))
                    .isEmpty();
        }
    }

    @Test
    void whatHasEndedDoesNotCountAndADraftCountsAsItWasLastSaved() {
        try (ContentBank bank = new ContentBank(data)) {
            Saving.Saved published = bank.published(SHANGHAI, BODY);
            Saving.Saved draft = bank.draft(BEIJING, BODY);
            LookAlikes lookAlikes = bank.get(LookAlikes.class);
            assertThat(lookAlikes.of(bank.article("一篇文章", BODY), SHANGHAI, null))
                    .hasSize(2);

            bank.endings.withdraw(SHANGHAI, published.content(), "撤");
            bank.drafts.save(BEIJING, draft.id(), 0, bank.article("一篇文章", "全部改写之后的另一篇文章，谈谈怎样看懂存单上的每一个数字与日期。"));

            assertThat(lookAlikes.of(bank.article("一篇文章", BODY), SHANGHAI, null))
                    .isEmpty();
        }
    }
}
