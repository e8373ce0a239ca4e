package cn.bankscrm.compliance.lexicon;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StarterLexiconTests {

    private static final List<LexiconLine> LINES = StarterLexicon.lines();
    private static final Screener SCREENER = Screener.of(
            new Lexicon("starter", LINES.stream().map(LexiconLine::entry).toList()));

    @Test
    void everyEntryIsUsedOnceAndRestsOnARule() {
        assertThat(LINES).hasSizeBetween(60, 150);
        assertThat(LINES).allSatisfy(line -> assertThat(line.ground()).isNotBlank());
        assertThat(LINES.stream().map(line -> line.entry().term())).doesNotHaveDuplicates();
    }

    @Test
    void everyEntryHitsItsOwnTermAndNoSafeContextHoldsAnotherBreach() {
        for (LexiconLine line : LINES) {
            LexiconEntry entry = line.entry();
            Occasion said = new Occasion(Outlet.CHAT, Set.of(), entry.reach().roles());
            assertThat(SCREENER.screen(entry.term().replace("|", ""), said).hits())
                    .as(entry.term())
                    .anySatisfy(hit -> assertThat(hit.entry()).isEqualTo(entry));
            for (String context : entry.safeContexts()) {
                assertThat(SCREENER.screen(context, said).hits())
                        .as("%s saved by %s", entry.term(), context)
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "张总，这款产品保本保收益,BLOCK",
        "放心，稳賺不賠,BLOCK",
        "这只产品就是零 风 险,BLOCK",
        "您存五十万我们送礼品，存款当天送礼,BLOCK",
        "最后一天抢购,WARN",
        "这款比他行的高,WARN"
    })
    void findsWhatManagersMustNotSay(String text, Verdict verdict) {
        assertThat(SCREENER.screen(text, Occasion.of(Outlet.CHAT)).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "理财非存款，产品有风险，投资须谨慎",
                "本产品不保证本金和收益，过往业绩不代表未来表现",
                "您的定期存款下周到期，方便时来网点办理",
                "请勿向任何人透露短信验证码，我行员工不会索要",
                "保证金账户的开立流程我发您",
                "本行不承诺保本保收益",
                "今天上证指数收涨0.6%，走势图供参考",
                "贷款资金不得用于购房，严禁贷款炒股",
                "周末网点正常营业到下午四点"
            })
    void letsHonestTextsPass(String text) {
        assertThat(SCREENER.screen(text, Occasion.of(Outlet.CHAT)).hits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"我要去银保监投诉你们,WARN", "投 诉,WARN", "再不处理我就起诉,WARN", "亏成这样我不想活了,BLOCK", "我没投诉过谁,PASS", "这价格是跳楼大甩卖吗,PASS"})
    void findsWhatCustomersSayInAngerAndDistress(String text, Verdict verdict) {
        Occasion customer = new Occasion(Outlet.CHAT, Set.of(), Set.of("客户"));
        assertThat(SCREENER.screen(text, customer).verdict()).isEqualTo(verdict);
        assertThat(SCREENER.screen("投诉请拨打95588，或向消费者协会反映", Occasion.of(Outlet.CHAT))
                        .hits())
                .as("staff may tell where to complain")
                .isEmpty();
    }
}
