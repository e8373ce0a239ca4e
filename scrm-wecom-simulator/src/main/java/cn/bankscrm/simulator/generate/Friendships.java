package cn.bankscrm.simulator.generate;

import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.data.FriendRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the contacts with their friend links and certifications: first the customers among them, then strangers. */
final class Friendships {
    private static final double CUSTOMERS_AMONG_CONTACTS = 0.86;
    private static final double LIKELIEST = 0.93;
    private static final double WITH_OWN_MANAGER = 0.9;
    private static final double ADDED_BY_THE_NEXT_MANAGER = 0.65;
    private static final double KNOWS_SOMEBODY_ELSE = 0.06;
    private static final double CERTIFIES = 0.86;
    private static final double BOUGHT = 0.25;

    private final BankPlan plan;
    private final History history;
    private final Roster roster;
    private final Appeal appeal;
    private final Dice dice;
    private final List<Contact> contacts = new ArrayList<>();
    private final List<FriendRecord> links = new ArrayList<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final Map<String, Customer> customers = new HashMap<>();
    private final Set<Pair> together = new HashSet<>();

    private record Pair(String userid, String externalUserid) {}

    Friendships(BankPlan plan, Roster roster, Appeal appeal) {
        this.plan = plan;
        this.history = new History(plan);
        this.roster = roster;
        this.appeal = appeal;
        this.dice = new Dice(plan.seed(), "friendships");
    }

    void make(List<Customer> customers) {
        double[] likelihood = customers.stream().mapToDouble(this::likelihood).toArray();
        double wanted = Math.min(plan.contacts() * CUSTOMERS_AMONG_CONTACTS, customers.size() * LIKELIEST);
        double scale = scaleFor(likelihood, wanted);
        for (int i = 0; i < likelihood.length && contacts.size() < plan.contacts(); i++) {
            if (dice.chance(Math.min(LIKELIEST, scale * likelihood[i]))) {
                befriend(customers.get(i));
            }
        }
        List<StaffMember> buyers = roster.buyers();
        while (contacts.size() < plan.contacts()) {
            stranger(buyers);
        }
        links.sort(Comparator.comparingLong(FriendRecord::createtime)
                .thenComparing(FriendRecord::userid)
                .thenComparing(FriendRecord::externalUserid));
        bindings.sort(Comparator.comparing(Binding::boundAt).thenComparing(Binding::externalUserid));
    }

    List<Contact> contacts() {
        return contacts;
    }

    List<FriendRecord> links() {
        return links;
    }

    List<Binding> bindings() {
        return bindings;
    }

    /** Who the contacts are, by external userid; strangers are missing. */
    Map<String, Customer> customers() {
        return customers;
    }

    private double likelihood(Customer customer) {
        return roster.currentManager(customer)
                .map(manager -> appeal.of(customer, manager.zeal()))
                .orElse(appeal.of(customer, 0.3));
    }

    /** The factor at which the likelihoods, none above the likeliest, sum up to what is wanted. */
    private static double scaleFor(double[] likelihood, double wanted) {
        double low = 0;
        double high = 100;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double one : likelihood) {
                sum += Math.min(LIKELIEST, middle * one);
            }
            if (sum < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private void befriend(Customer customer) {
        Contact contact = contact(customer.name(), customer.male());
        customers.put(contact.externalUserid(), customer);
        Instant begin = history.moment(dice);
        LocalDate day = History.dayOf(begin);
        Optional<StaffMember> manager = roster.managerOf(customer, day);
        Optional<StaffMember> friend = manager.isPresent() && dice.chance(WITH_OWN_MANAGER)
                ? manager
                : roster.somebodyAt(customer.institution(), day, dice);
        friend.ifPresent(staff -> link(staff, contact, begin));
        roster.handedOver(customer).ifPresent(next -> {
            Instant later = next.from()
                    .atTime(10, 0)
                    .atZone(History.SHANGHAI)
                    .toInstant()
                    .plusSeconds((long) dice.exponential(12 * 86_400));
            if (later.isAfter(begin) && dice.chance(ADDED_BY_THE_NEXT_MANAGER)) {
                link(next.staff(), contact, later);
            }
        });
        if (dice.chance(KNOWS_SOMEBODY_ELSE)) {
            Instant later = begin.plusSeconds(3600 + (long) dice.exponential(50 * 86_400));
            roster.somebodyAt(customer.institution(), History.dayOf(later), dice)
                    .filter(other -> friend.filter(other::equals).isEmpty())
                    .ifPresent(other -> link(other, contact, later));
        }
        if (dice.chance(CERTIFIES * Math.min(1, 0.5 + appeal.branch(customer.institution()) / 2))) {
            certify(customer, contact, begin);
        }
    }

    private void certify(Customer customer, Contact contact, Instant added) {
        Instant at = added.plusSeconds(120 + (long) dice.exponential(1.5 * 86_400));
        if (!history.holds(at)) {
            return;
        }
        Instant end = at.plusSeconds(86_400 + (long) dice.exponential(60 * 86_400));
        boolean unbound = dice.chance(0.01) && history.holds(end);
        String home = customer.institution().province();
        String province = dice.chance(0.94) ? home : dice.pick(Places.CITIES).province();
        bindings.add(new Binding(
                contact.externalUserid(),
                customer,
                at,
                dice.chance(0.6) ? "app" : "link",
                province,
                unbound ? Optional.of(end) : Optional.empty()));
    }

    private void stranger(List<StaffMember> buyers) {
        boolean male = dice.chance(0.5);
        Contact contact = contact(Names.person(dice), male);
        if (!buyers.isEmpty() && dice.chance(BOUGHT)) {
            StaffMember buyer = dice.pick(buyers);
            Instant begin = history.burst(dice.between(0, 2) + buyer.staffNo().hashCode(), dice);
            long days = dice.between(2, 20);
            Instant end = begin.plus(Duration.ofDays(days)).plusSeconds(dice.between(0, 40_000));
            add(buyer, contact, begin, 2, dice.chance(0.5) ? end : null, "customer");
        } else {
            Instant begin = history.moment(dice);
            roster.somebody(History.dayOf(begin), dice).ifPresent(staff -> link(staff, contact, begin));
        }
    }

    private Contact contact(String name, boolean male) {
        int gender = dice.chance(0.15) ? 0 : male ? 1 : 2;
        Contact contact =
                Contact.weChatUser("wm" + dice.hex(30), Names.inWeChat(name, male, dice), gender, "o" + dice.hex(27));
        contacts.add(contact);
        return contact;
    }

    /** A link with the end that it may find, and the new beginning that may follow; nobody adds a friend who is one. */
    private void link(StaffMember staff, Contact contact, Instant begin) {
        if (!history.holds(begin)
                || !Roster.worked(staff, History.dayOf(begin))
                || !together.add(new Pair(staff.userid(), contact.externalUserid()))) {
            return;
        }
        boolean ends = dice.chance(0.065);
        boolean byCustomer = dice.chance(0.75);
        Instant end = begin.plusSeconds(3600 + (long) dice.exponential(45 * 86_400));
        add(staff, contact, begin, addWay(), ends ? end : null, byCustomer ? "customer" : "staff");
        Instant again = end.plusSeconds(7200 + (long) dice.exponential(8 * 86_400));
        if (ends
                && byCustomer
                && dice.chance(0.15)
                && history.holds(again)
                && Roster.worked(staff, History.dayOf(again))) {
            add(staff, contact, again, 1, null, "");
        }
    }

    private void add(StaffMember staff, Contact contact, Instant begin, int addWay, @Nullable Instant end, String by) {
        boolean ended = end != null && history.holds(end);
        String state =
                addWay == 1 && dice.chance(0.45) ? "qr-" + staff.institution().code() : "";
        links.add(new FriendRecord(
                staff.userid(),
                contact.externalUserid(),
                begin.getEpochSecond(),
                addWay,
                state,
                ended && end != null ? end.getEpochSecond() : null,
                ended ? by : null));
    }

    private int addWay() {
        double kind = dice.fraction();
        if (kind < 0.5) {
            return 1;
        }
        if (kind < 0.7) {
            return 2;
        }
        return kind < 0.85 ? 16 : kind < 0.97 ? 3 : 202;
    }
}
