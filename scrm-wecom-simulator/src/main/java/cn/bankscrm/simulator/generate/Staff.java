package cn.bankscrm.simulator.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills the institutions: a few in head office and branches, the front line in equal parts; some moved, some left. */
final class Staff {
    private static final double MOVED = 0.06;
    private static final double LEFT = 0.03;
    private static final double BUYING = 0.015;

    private final BankPlan plan;
    private final List<Institution> institutions;
    private final Dice dice;

    private Staff(BankPlan plan, List<Institution> institutions) {
        this.plan = plan;
        this.institutions = institutions;
        this.dice = new Dice(plan.seed(), "staff");
    }

    static List<StaffMember> make(BankPlan plan, List<Institution> institutions) {
        return new Staff(plan, institutions).make();
    }

    private List<StaffMember> make() {
        List<StaffMember> all = new ArrayList<>();
        headcount().forEach((institution, count) -> {
            for (int i = 0; i < count; i++) {
                all.add(member(all.size() + 1, institution, i));
            }
        });
        return List.copyOf(all);
    }

    private Map<Institution, Integer> headcount() {
        Map<Institution, Integer> result = new LinkedHashMap<>();
        institutions.forEach(institution -> result.put(institution, 2));
        int left = plan.staff() - 2 * institutions.size();
        int office = Math.min(left, Math.max(0, plan.staff() / 20));
        List<Institution> offices = institutions.stream()
                .filter(institution -> !institution.serves())
                .toList();
        List<Institution> fronts =
                institutions.stream().filter(Institution::serves).toList();
        for (int i = 0; i < office; i++) {
            result.merge(offices.get(i % offices.size()), 1, Integer::sum);
        }
        for (int i = 0; i < left - office; i++) {
            result.merge(fronts.get(i % fronts.size()), 1, Integer::sum);
        }
        return result;
    }

    private StaffMember member(int number, Institution institution, int place) {
        String position = Positions.at(institution, place, dice);
        boolean front = institution.serves() && place > 1;
        LocalDate joined = dice.day(plan.today().minusYears(4), plan.today().minusDays(450));
        List<StaffMember.Post> posts = new ArrayList<>();
        LocalDate turn = dice.day(plan.today().minusDays(200), plan.today().minusDays(15));
        double fate = dice.fraction();
        if (front && fate < MOVED) {
            posts.add(new StaffMember.Post(position, elsewhere(institution), joined, Optional.of(turn.minusDays(1))));
            posts.add(new StaffMember.Post(position, institution, turn, Optional.empty()));
        } else {
            boolean leaves = front && fate < MOVED + LEFT;
            posts.add(
                    new StaffMember.Post(position, institution, joined, leaves ? Optional.of(turn) : Optional.empty()));
        }
        double zeal = dice.between(0.6, 1.35);
        boolean buys = front && Positions.managing(position) && dice.chance(BUYING);
        return new StaffMember(
                "S%05d".formatted(number), Names.person(dice), "yj%05d".formatted(number), posts, zeal, buys);
    }

    /** Another place of the same branch. */
    private Institution elsewhere(Institution institution) {
        List<Institution> others = institutions.stream()
                .filter(other -> other.serves()
                        && other.branchCode().equals(institution.branchCode())
                        && !other.equals(institution))
                .toList();
        return others.isEmpty() ? institution : dice.pick(others);
    }
}
