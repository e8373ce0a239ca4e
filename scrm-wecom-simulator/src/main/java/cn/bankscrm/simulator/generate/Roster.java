package cn.bankscrm.simulator.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who worked where on a day, and who looked after whom. */
final class Roster {
    private final Map<String, List<StaffMember>> byPlace = new HashMap<>();
    private final Map<String, List<Assignment>> byCustomer = new HashMap<>();
    private final List<StaffMember> front;

    Roster(List<StaffMember> staff, List<Assignment> assignments) {
        front = staff.stream().filter(member -> member.institution().serves()).toList();
        front.forEach(member -> byPlace.computeIfAbsent(member.institution().code(), code -> new ArrayList<>())
                .add(member));
        assignments.forEach(assignment -> byCustomer
                .computeIfAbsent(assignment.customer().customerNo(), no -> new ArrayList<>(1))
                .add(assignment));
    }

    Optional<StaffMember> managerOf(Customer customer, LocalDate day) {
        return assignmentsOf(customer).stream()
                .filter(assignment -> !assignment.from().isAfter(day)
                        && assignment.to().filter(last -> last.isBefore(day)).isEmpty())
                .map(Assignment::staff)
                .findFirst();
    }

    /** The last assignment, if the customer had another manager before. */
    Optional<Assignment> handedOver(Customer customer) {
        List<Assignment> all = assignmentsOf(customer);
        return all.size() > 1 ? Optional.of(all.getLast()) : Optional.empty();
    }

    Optional<StaffMember> currentManager(Customer customer) {
        List<Assignment> all = assignmentsOf(customer);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().staff());
    }

    /** Somebody of the place who worked there on the day. */
    Optional<StaffMember> somebodyAt(Institution place, LocalDate day, Dice dice) {
        return somebody(byPlace.getOrDefault(place.code(), List.of()), day, dice);
    }

    Optional<StaffMember> somebody(LocalDate day, Dice dice) {
        return somebody(front, day, dice);
    }

    List<StaffMember> buyers() {
        return front.stream().filter(StaffMember::buys).toList();
    }

    private static Optional<StaffMember> somebody(List<StaffMember> of, LocalDate day, Dice dice) {
        List<StaffMember> there =
                of.stream().filter(member -> worked(member, day)).toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(dice.pick(there));
    }

    static boolean worked(StaffMember member, LocalDate day) {
        return !member.sittingSince().isAfter(day)
                && member.lastPost().to().filter(last -> last.isBefore(day)).isEmpty();
    }

    private List<Assignment> assignmentsOf(Customer customer) {
        return byCustomer.getOrDefault(customer.customerNo(), List.of());
    }
}
