package cn.bankscrm.web.content;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.engagement.content.ContentKind;
import cn.bankscrm.engagement.content.Manuscript;
import cn.bankscrm.engagement.content.ScreenedText;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DemoContentsTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void eachCanBeSubmittedAndSaysNothingThatTheStarterLexiconKnows() {
        Screener screener = Screener.of(new Lexicon(
                "starter",
                StarterLexicon.lines().stream().map(LexiconLine::entry).toList()));
        assertThat(DemoContents.pieces()).isNotEmpty().allSatisfy(piece -> {
            Manuscript manuscript = piece.manuscript(TODAY);
            assertThat(manuscript.faultsOf(piece.kind(), TODAY)).isEmpty();
            assertThat(screener.screen(ScreenedText.of(manuscript).text(), Occasion.of(Outlet.CONTENT))
                            .hits())
                    .isEmpty();
        });
    }

    @Test
    void theFirstGreetsNewFriends() {
        assertThat(DemoContents.pieces().getFirst().kind()).isEqualTo(ContentKind.SCRIPT);
    }
}
