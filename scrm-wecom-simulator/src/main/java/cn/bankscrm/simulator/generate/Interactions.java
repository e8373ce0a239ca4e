package cn.bankscrm.simulator.generate;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets managers be in touch with their customers: with the wealthy every few weeks, with many others seldom or never,
 * and some managers more than their colleagues.
 */
final class Interactions {

    private static final int REMEMBERED_DAYS = 240;
    private static final BigDecimal WEALTHY = BigDecimal.valueOf(600_000);
    private static final BigDecimal WELL_OFF = BigDecimal.valueOf(100_000);
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final BankPlan plan;
    private final Dice dice;
    private final Map<String, Double> diligence = new HashMap<>();
    private final List<Interaction> all = new ArrayList<>();

    private Interactions(BankPlan plan) {
        this.plan = plan;
        this.dice = new Dice(plan.seed(), "interactions");
    }

    static List<Interaction> make(BankPlan plan, List<Assignment> assignments) {
        Interactions maker = new Interactions(plan);
        assignments.stream().filter(one -> one.to().isEmpty()).forEach(maker::serve);
        return List.copyOf(maker.all);
    }

    private void serve(Assignment assignment) {
        BigDecimal aum = assignment.customer().aum();
        double pause = aum.compareTo(WEALTHY) >= 0 ? 32 : aum.compareTo(WELL_OFF) >= 0 ? 75 : 190;
        boolean ever = dice.chance(aum.compareTo(WEALTHY) >= 0 ? 0.97 : aum.compareTo(WELL_OFF) >= 0 ? 0.85 : 0.55);
        double usual = pause * diligence.computeIfAbsent(assignment.staff().staffNo(), staff -> dice.between(0.6, 1.6));
        LocalDate day = plan.today().minusDays(1 + Math.round(dice.exponential(usual)));
        while (ever && day.isAfter(plan.today().minusDays(REMEMBERED_DAYS)) && !day.isBefore(assignment.from())) {
            meet(assignment, day);
            day = day.minusDays(2 + Math.round(dice.exponential(usual)));
        }
    }

    /** On Sundays nobody does. */
    private void meet(Assignment assignment, LocalDate day) {
        if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
            return;
        }
        double how = dice.fraction();
        all.add(new Interaction(
                assignment.customer(),
                assignment.staff(),
                how < 0.6 ? "CALL" : how < 0.85 ? "BRANCH" : "VISIT",
                day.atTime(dice.between(9, 16), dice.between(0, 59)).toInstant(CHINA)));
    }
}
