package cn.bankscrm.engagement.fatigue;

import cn.bankscrm.engagement.touch.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides for one customer which wishes are met: what is worth most first, ties by key, never by what came first, and
 * no cap exceeded in any window of days that holds the touch. A welcome answers what the customer has just done: it is
 * always met and counts for nothing.
 */
public final class FatigueGuard {

    private static final Comparator<Wish> BY_WORTH = Comparator.comparing(Wish::worth)
            .reversed()
            .thenComparing(Wish::key)
            .thenComparing(Wish::wishedFor)
            .thenComparing(Wish::channel);

    private FatigueGuard() {}

    /** @return one decision for each wish, in the order of their worth */
    public static List<Decision> decide(History history, Collection<Wish> wishes, FatigueRules rules) {
        Optional<Reason> silence = silence(history, rules);
        List<Used> used = new ArrayList<>(history.used());
        List<Decision> decisions = new ArrayList<>();
        for (Wish wish : wishes.stream().sorted(BY_WORTH).toList()) {
            Decision decision = wish.channel() == Channel.WELCOME
                    ? new Decision.Planned(wish, wish.wishedFor())
                    : silence.<Decision>map(reason -> new Decision.Suppressed(wish, reason))
                            .orElseGet(() -> decide(wish, used, history.now(), rules));
            if (decision instanceof Decision.Planned(var planned, var at)) {
                used.add(new Used(planned.key(), at, planned.channel()));
            }
            decisions.add(decision);
        }
        return decisions;
    }

    private static Optional<Reason> silence(History history, FatigueRules rules) {
        if (history.optedOut()) {
            return Optional.of(new Reason.OptedOut());
        }
        return history.complainedAt()
                .filter(at -> recent(at, rules.complaintDays(), history.now()))
                .<Reason>map(at -> new Reason.Complained(at, rules.complaintDays()))
                .or(() -> history.deletedAt()
                        .filter(at -> recent(at, rules.deletionDays(), history.now()))
                        .map(at -> new Reason.Deleted(at, rules.deletionDays())));
    }

    private static boolean recent(Instant at, int days, Instant now) {
        return at.plus(Duration.ofDays(days)).isAfter(now);
    }

    private static Decision decide(Wish wish, List<Used> used, Instant now, FatigueRules rules) {
        Optional<Instant> at = rules.moment(wish.wishedFor(), now);
        if (at.isEmpty()) {
            return new Decision.Suppressed(wish, new Reason.NoMoment(rules.holiday(wish.wishedFor())));
        }
        LocalDate day = FatigueRules.day(at.get());
        for (Cap cap : rules.caps()) {
            if (cap.concerns(wish.channel())) {
                Optional<List<Used>> full = fullWindow(cap, day, used);
                if (full.isPresent()) {
                    return new Decision.Suppressed(wish, new Reason.OverCap(cap, full.get()));
                }
            }
        }
        return new Decision.Planned(wish, at.get());
    }

    /** What fills one of the windows that hold the day, if any is full. */
    private static Optional<List<Used>> fullWindow(Cap cap, LocalDate day, List<Used> used) {
        List<Used> near = used.stream()
                .filter(one -> one.channel() != Channel.WELCOME && cap.concerns(one.channel()))
                .filter(one -> Math.abs(FatigueRules.day(one.at()).toEpochDay() - day.toEpochDay()) < cap.days())
                .sorted(Comparator.comparing(Used::at).thenComparing(Used::key))
                .toList();
        if (near.size() < cap.most()) {
            return Optional.empty();
        }
        for (LocalDate first = day.minusDays(cap.days() - 1L); !first.isAfter(day); first = first.plusDays(1)) {
            LocalDate begins = first;
            LocalDate ends = first.plusDays(cap.days());
            List<Used> within = near.stream()
                    .filter(one -> !FatigueRules.day(one.at()).isBefore(begins)
                            && FatigueRules.day(one.at()).isBefore(ends))
                    .toList();
            if (within.size() >= cap.most()) {
                return Optional.of(within);
            }
        }
        return Optional.empty();
    }
}
