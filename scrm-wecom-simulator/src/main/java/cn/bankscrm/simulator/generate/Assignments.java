package cn.bankscrm.simulator.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives customers to managers of their place, by position; takes up what leavers and movers left behind. */
final class Assignments {
    private static final double MANAGED = 0.93;
    private static final double REASSIGNED = 0.05;

    private final BankPlan plan;
    private final Dice dice;
    private final Map<String, List<StaffMember>> managersByPlace = new HashMap<>();
    private final Map<String, List<StaffMember>> leaversByPlace = new HashMap<>();

    private Assignments(BankPlan plan, List<StaffMember> staff) {
        this.plan = plan;
        this.dice = new Dice(plan.seed(), "assignments");
        for (StaffMember member : staff) {
            if (member.manages()) {
                (member.left() ? leaversByPlace : managersByPlace)
                        .computeIfAbsent(member.institution().code(), code -> new ArrayList<>())
                        .add(member);
            }
        }
    }

    /** In order of customers; those of one customer follow each other. */
    static List<Assignment> make(BankPlan plan, List<StaffMember> staff, List<Customer> customers) {
        Assignments maker = new Assignments(plan, staff);
        List<Assignment> all = new ArrayList<>();
        customers.forEach(customer -> maker.assign(customer, all));
        return List.copyOf(all);
    }

    private void assign(Customer customer, List<Assignment> all) {
        List<StaffMember> managers =
                managersByPlace.getOrDefault(customer.institution().code(), List.of());
        if (managers.isEmpty() || !dice.chance(MANAGED)) {
            return;
        }
        StaffMember now = weighted(managers);
        LocalDate begin = dice.day(plan.today().minusDays(420), plan.today().minusDays(370));
        List<StaffMember> leavers =
                leaversByPlace.getOrDefault(customer.institution().code(), List.of());
        Optional<LocalDate> change = Optional.empty();
        StaffMember before = now;
        if (!leavers.isEmpty() && dice.chance(0.06 * leavers.size())) {
            before = dice.pick(leavers);
            change = before.lastPost().to().map(last -> last.plusDays(1));
        } else if (now.sittingSince().isAfter(begin)) {
            before = dice.pick(managers);
            change = Optional.of(now.sittingSince());
        } else if (dice.chance(REASSIGNED)) {
            before = dice.pick(managers);
            change = Optional.of(
                    dice.day(plan.today().minusDays(300), plan.today().minusDays(10)));
        }
        if (change.isPresent() && !before.equals(now) && !before.sittingSince().isAfter(begin)) {
            all.add(new Assignment(
                    customer, before, begin, Optional.of(change.get().minusDays(1))));
            begin = change.get();
        } else if (now.sittingSince().isAfter(begin)) {
            begin = now.sittingSince();
        }
        all.add(new Assignment(customer, now, begin, Optional.empty()));
    }

    private StaffMember weighted(List<StaffMember> managers) {
        double whole = managers.stream().mapToDouble(Assignments::share).sum();
        double place = dice.fraction() * whole;
        for (StaffMember manager : managers) {
            place -= share(manager);
            if (place < 0) {
                return manager;
            }
        }
        return managers.getLast();
    }

    private static double share(StaffMember manager) {
        return Positions.share(manager.lastPost().position());
    }
}
