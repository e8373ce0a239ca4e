package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.data.FriendRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Lets certified friends of a manager bring some of those who scan the manager's code later on: the state of the link
 * then is the code of who brought them. Who was brought may bring others, so that chains come about.
 */
final class Referrals {
    private static final int SCANNED = 1;
    private static final double BROUGHT = 0.12;
    /** Those certified last talk about it most. */
    private static final int TALKATIVE = 6;

    private final Dice dice;
    private final Map<String, StaffMember> staff = new HashMap<>();
    private final Map<String, Binding> certified = new HashMap<>();
    private final Map<String, List<Binding>> friends = new HashMap<>();
    private final Map<String, ReferralCode> codes = new LinkedHashMap<>();
    private final List<FriendRecord> links;

    Referrals(BankPlan plan, List<StaffMember> staff, List<Binding> bindings, List<FriendRecord> inOrderOfTime) {
        this.dice = new Dice(plan.seed(), "referrals");
        staff.forEach(member -> this.staff.put(member.userid(), member));
        bindings.stream()
                .filter(binding -> binding.unboundAt().isEmpty())
                .forEach(binding -> certified.put(binding.externalUserid(), binding));
        Set<String> known = new HashSet<>();
        this.links = inOrderOfTime.stream()
                .map(link -> known.add(link.userid() + " " + link.externalUserid()) ? first(link) : link)
                .toList();
    }

    /** The links as given, some of them with the state of a code. */
    List<FriendRecord> links() {
        return links;
    }

    List<ReferralCode> codes() {
        return List.copyOf(codes.values());
    }

    private FriendRecord first(FriendRecord link) {
        FriendRecord met = link.addWay() == SCANNED && dice.chance(BROUGHT)
                ? talker(link).map(by -> brought(link, by)).orElse(link)
                : link;
        Binding own = certified.get(link.externalUserid());
        if (own != null) {
            friends.computeIfAbsent(link.userid(), userid -> new ArrayList<>()).add(own);
        }
        return met;
    }

    private Optional<Binding> talker(FriendRecord link) {
        Instant at = Instant.ofEpochSecond(link.createtime());
        List<Binding> earlier = friends.getOrDefault(link.userid(), List.of()).stream()
                .filter(binding -> binding.boundAt().isBefore(at))
                .toList();
        return earlier.isEmpty()
                ? Optional.empty()
                : Optional.of(dice.pick(earlier.subList(Math.max(0, earlier.size() - TALKATIVE), earlier.size())));
    }

    private FriendRecord brought(FriendRecord link, Binding by) {
        Customer customer = by.customer();
        ReferralCode code = codes.computeIfAbsent(
                customer.customerNo() + " " + link.userid(),
                pair -> new ReferralCode(
                        "r" + dice.hex(9), customer, Objects.requireNonNull(staff.get(link.userid()))));
        return new FriendRecord(
                link.userid(),
                link.externalUserid(),
                link.createtime(),
                link.addWay(),
                code.code(),
                link.deletedAt(),
                link.deletedBy());
    }
}
