package cn.bankscrm.web.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendStepTests {

    private static final LocalDate END = LocalDate.of(2026, 11, 18);

    @Test
    void weeksEndOnSundayAndTheTrendOnItsLastDay() {
        assertThat(shown(TrendStep.WEEK, LocalDate.of(2026, 11, 1)))
                .containsExactly(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 8), LocalDate.of(2026, 11, 15), END);
    }

    @Test
    void monthsAreShownByTheirLastDay() {
        assertThat(shown(TrendStep.MONTH, LocalDate.of(2026, 9, 1)))
                .containsExactly(LocalDate.of(2026, 9, 30), LocalDate.of(2026, 10, 31), END);
    }

    @Test
    void unknownStepsAreDays() {
        assertThat(TrendStep.ofLabel("year")).isEqualTo(TrendStep.DAY);
        assertThat(TrendStep.ofLabel(null)).isEqualTo(TrendStep.DAY);
        assertThat(TrendStep.ofLabel("month")).isEqualTo(TrendStep.MONTH);
    }

    private static List<LocalDate> shown(TrendStep step, LocalDate from) {
        return from.datesUntil(END.plusDays(1))
                .filter(day -> step.shows(day, END))
                .toList();
    }
}
