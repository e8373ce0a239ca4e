package cn.bankscrm.compliance.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosingPhrasesTests {

    private final ClosingPhrases closing =
            new ClosingPhrases(List.of("谢谢", "谢谢您", "好的", "收到", "OK", "👍", "[强]", "辛苦了"));

    @ParameterizedTest
    @ValueSource(strings = {"谢谢", "好的，谢谢您！", "👍👍👍", "👍🏻", "[强][强]", "ok", "ＯＫ～", "收到。辛苦了", "好 的", "……", "  "})
    void endATalk(String text) {
        assertThat(closing.areAllOf(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"好的吗", "好的？", "谢谢，那利率是多少", "在吗", "?", "收到了没有", "[疑问]", "2", "😡"})
    void askForMore(String text) {
        assertThat(closing.areAllOf(text)).isFalse();
    }
}
