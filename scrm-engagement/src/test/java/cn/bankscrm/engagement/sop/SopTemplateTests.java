package cn.bankscrm.engagement.sop;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.Verdict;
import cn.bankscrm.engagement.sop.SopTemplate.Aim;
import cn.bankscrm.engagement.sop.SopTemplate.People;
import cn.bankscrm.engagement.sop.SopTemplate.WeComState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SopTemplateTests {

    @Test
    void thereIsOneForEachScene() {
        assertThat(SopTemplate.library().stream().map(SopTemplate::scene).distinct())
                .containsExactlyInAnyOrder(Scene.values());
        assertThat(SopTemplate.library().stream().map(SopTemplate::key)).doesNotHaveDuplicates();
    }

    @Test
    void everyAnswerOfWhoHasFriendsFindsOne() {
        for (Aim aim : Aim.values()) {
            for (People people : People.values()) {
                List<SopTemplate> found = Stream.of(WeComState.values())
                        .flatMap(state -> SopTemplate.fitting(state, aim, people).stream())
                        .toList();
                assertThat(found).as(aim + " " + people).isNotEmpty();
            }
        }
        assertThat(SopTemplate.fitting(WeComState.FRIENDS, Aim.AUM, People.ELDER)
                        .getFirst()
                        .key())
                .as("what was written for them comes first")
                .isEqualTo("aum-elder");
    }

    @Test
    void noneSaysWhatTheLexiconForbids() {
        Screener screener = Screener.of(new Lexicon(
                "starter",
                StarterLexicon.lines().stream().map(LexiconLine::entry).toList()));
        assertThat(screener.screen("保本保收益", Occasion.of(Outlet.SOP)).verdict()).isEqualTo(Verdict.BLOCK);
        for (SopTemplate template : SopTemplate.library()) {
            for (String text : texts(template)) {
                assertThat(screener.screen(text, Occasion.of(Outlet.SOP)).hits())
                        .as(text)
                        .isEmpty();
            }
        }
    }

    @Test
    void eachCanBeCarriedOutAndReadBack() {
        for (SopTemplate template : SopTemplate.library()) {
            PlanRule rule = template.rule();
            assertThat(PlanJson.read(PlanJson.write(rule))).isEqualTo(rule);
            assertThat(rule.steps()).isNotEmpty().hasSizeLessThanOrEqualTo(PlanCheck.MOST_STEPS);
            assertThat(rule.steps())
                    .allMatch(step -> step.day() >= 0 || rule.trigger().foreseen())
                    .allMatch(step -> step.day() <= rule.stops().days())
                    .noneMatch(step -> step.words().isBlank());
        }
    }

    private static List<String> texts(SopTemplate template) {
        return Stream.concat(
                        Stream.of(template.name(), template.why()),
                        template.rule().steps().stream().map(Step::words))
                .toList();
    }
}
