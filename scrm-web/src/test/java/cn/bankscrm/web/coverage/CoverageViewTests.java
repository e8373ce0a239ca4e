package cn.bankscrm.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageViewTests {

    @Test
    void aPageThatShowsEverythingGetsNothing() {
        assertThat(view(10).partsUnseen(view(10).sign())).isEmpty();
    }

    @Test
    void onlyThePartsThatChangedAreSent() {
        assertThat(view(11).partsUnseen(view(10).sign())).containsExactly("headline", "tiles");
    }

    @Test
    void aPageWithAnUnknownSignGetsAll() {
        assertThat(view(10).partsUnseen("")).isEqualTo(CoverageView.PARTS);
        assertThat(view(10).partsUnseen("x.y")).isEqualTo(CoverageView.PARTS);
    }

    private static CoverageView view(long covered) {
        BigDecimal rate = BigDecimal.valueOf(covered).movePointLeft(2);
        return new CoverageView(
                new CoverageView.Headline("湖南分行", 100, covered, rate, null, null, null, null),
                new CoverageView.Tiles(100, covered, 0, 0, 0, null, rate, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
