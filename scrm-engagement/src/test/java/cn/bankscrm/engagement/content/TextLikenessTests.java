package cn.bankscrm.engagement.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextLikenessTests {

    private static final String ARTICLE = "春节将至，提醒您保管好银行卡与手机，不向任何人透露短信验证码，不点击来历不明的链接，遇到可疑来电请先挂断，再拨打客服热线核实。";

    private static double likeness(String one, String other) {
        return TextLikeness.likeness(TextLikeness.grams(one), TextLikeness.grams(other));
    }

    @Test
    void theSameTextIsTheSameWhateverItsWidthOrPunctuation() {
        assertThat(likeness("存款利率2.15％ ABC", "存款，利率２．１５% ａｂｃ")).isEqualTo(1);
    }

    @Test
    void countsCommonGramsByAll() {
        // 甲乙丙, 乙丙丁 | 甲乙丙, 乙丙戊
        assertThat(likeness("甲乙丙丁", "甲乙丙戊")).isEqualTo(1.0 / 3);
        assertThat(likeness("甲乙丙丁", "子丑寅卯")).isZero();
        assertThat(likeness("", "")).isZero();
    }

    @Test
    void nearlyTheSameIsFoundByItsBandsNearlyAlways() {
        Random random = new Random(7);
        int alike = 0;
        int found = 0;
        for (int i = 0; i < 400; i++) {
            String text = text(random, 200);
            int at = random.nextInt(160);
            String changed = text.substring(0, at) + text(random, 10) + text.substring(at + 10);
            if (likeness(text, changed) >= 0.8) {
                alike++;
                found += shareABand(text, changed) ? 1 : 0;
            }
        }
        assertThat(alike).isGreaterThan(300);
        assertThat(found).isGreaterThanOrEqualTo(alike - 2);
    }

    @Test
    void differentTextsHardlyEverShareABand() {
        Random random = new Random(8);
        int shared = 0;
        for (int i = 0; i < 400; i++) {
            shared += shareABand(text(random, 200), text(random, 200)) ? 1 : 0;
        }
        assertThat(shared).isZero();
        assertThat(shareABand(ARTICLE, "本周黄金价格小幅回落，分析人士认为短期仍以震荡为主，配置黄金宜着眼长期，量力而行。"))
                .isFalse();
    }

    private static boolean shareABand(String one, String other) {
        long[] first = TextLikeness.bands(TextLikeness.grams(one));
        long[] second = TextLikeness.bands(TextLikeness.grams(other));
        return IntStream.range(0, first.length).anyMatch(band -> first[band] == second[band]);
    }

    /** Of as many characters as are common in Chinese. */
    private static String text(Random random, int length) {
        return random.ints(length, 0x4e00, 0x4e00 + 3_000)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
