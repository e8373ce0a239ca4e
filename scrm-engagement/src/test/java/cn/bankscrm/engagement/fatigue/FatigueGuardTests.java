package cn.bankscrm.engagement.fatigue;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.engagement.fatigue.Decision.Planned;
import cn.bankscrm.engagement.fatigue.Decision.Suppressed;
import cn.bankscrm.engagement.touch.Channel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FatigueGuardTests {

    private static final Instant NOW = at("2026-11-02T06:00");
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(20, 30), LocalTime.of(9, 0));
    private static final FatigueRules RULES = new FatigueRules(
            List.of(
                    new Cap(Optional.empty(), 1, 1),
                    new Cap(Optional.empty(), 7, 3),
                    new Cap(Optional.of(Channel.MASS_SEND), 7, 1)),
            NIGHT,
            Set.of(LocalDate.of(2026, 11, 5), LocalDate.of(2026, 11, 6)),
            30,
            90);

    @Property(tries = 400)
    void noScheduleEverExceedsACapWhateverComesInWhicheverBatches(
            @ForAll("wishes") List<Wish> wishes, @ForAll("rules") FatigueRules rules, @ForAll Random random) {
        List<Wish> arriving = new ArrayList<>(wishes);
        Collections.shuffle(arriving, random);
        List<Used> used = new ArrayList<>();
        Instant now = NOW;
        while (!arriving.isEmpty()) {
            List<Wish> batch = arriving.subList(0, 1 + random.nextInt(arriving.size()));
            for (Decision decision : FatigueGuard.decide(History.none(now).with(used), batch, rules)) {
                if (decision instanceof Planned(var wish, var moment)) {
                    used.add(new Used(wish.key(), moment, wish.channel()));
                    assertThat(moment).isAfterOrEqualTo(wish.wishedFor());
                }
            }
            batch.clear();
            now = now.plus(Duration.ofHours(random.nextInt(40)));
        }
        for (Cap cap : rules.caps()) {
            for (LocalDate first = LocalDate.of(2026, 10, 1);
                    first.isBefore(LocalDate.of(2027, 1, 15));
                    first = first.plusDays(1)) {
                LocalDate from = first;
                assertThat(used.stream()
                                .filter(one -> one.channel() != Channel.WELCOME)
                                .filter(one ->
                                        cap.channel().isEmpty() || cap.channel().get() == one.channel())
                                .map(one -> one.at().atZone(FatigueRules.ZONE).toLocalDate())
                                .filter(day -> !day.isBefore(from) && day.isBefore(from.plusDays(cap.days()))))
                        .as("%s from %s", cap, from)
                        .hasSizeLessThanOrEqualTo(cap.most());
            }
        }
        assertThat(used)
                .filteredOn(one -> one.channel() != Channel.WELCOME)
                .noneMatch(one ->
                        rules.quiet().quiet(one.at().atZone(FatigueRules.ZONE).toLocalTime())
                                || rules.holiday(one.at()));
    }

    @Property(tries = 300)
    void withinARoundTheOrderOfArrivalDoesNotMatterAndEachWishIsDecidedOnce(
            @ForAll("wishes") List<Wish> wishes, @ForAll("rules") FatigueRules rules, @ForAll Random random) {
        List<Wish> shuffled = new ArrayList<>(wishes);
        Collections.shuffle(shuffled, random);
        List<Decision> decisions = FatigueGuard.decide(History.none(NOW), wishes, rules);

        assertThat(FatigueGuard.decide(History.none(NOW), shuffled, rules)).isEqualTo(decisions);
        assertThat(decisions.stream().map(Decision::wish)).containsExactlyInAnyOrderElementsOf(wishes);
    }

    @Property(tries = 200)
    void whatIsSuppressedForACapWouldHaveExceededIt(
            @ForAll("wishes") List<Wish> wishes, @ForAll("rules") FatigueRules rules) {
        for (Decision decision : FatigueGuard.decide(History.none(NOW), wishes, rules)) {
            if (decision instanceof Suppressed(var wish, Reason.OverCap(var cap, var used))) {
                assertThat(used).hasSizeGreaterThanOrEqualTo(cap.most());
                assertThat(used).allMatch(one -> cap.concerns(one.channel()));
                LocalDate first = used.isEmpty()
                        ? FatigueRules.day(NOW)
                        : FatigueRules.day(used.getFirst().at());
                LocalDate last =
                        used.isEmpty() ? first : FatigueRules.day(used.getLast().at());
                assertThat(last).isBefore(first.plusDays(cap.days()));
            }
        }
    }

    @Property(tries = 100)
    void afterAnOptOutOrARecentComplaintNothingButWelcomesGoesOut(@ForAll("wishes") List<Wish> wishes) {
        for (History history : List.of(
                new History(NOW, List.of(), true, Optional.empty(), Optional.empty()),
                new History(NOW, List.of(), false, Optional.of(NOW.minus(Duration.ofDays(29))), Optional.empty()),
                new History(NOW, List.of(), false, Optional.empty(), Optional.of(NOW.minus(Duration.ofDays(89)))))) {
            assertThat(FatigueGuard.decide(history, wishes, RULES))
                    .filteredOn(decision -> decision.wish().channel() != Channel.WELCOME)
                    .allMatch(Suppressed.class::isInstance);
        }
    }

    @Test
    void whatIsWorthMoreGoesFirstAndTiesGoByKey() {
        Wish early = wish("b", "2026-11-02T10:00", Channel.TASK, 10);
        Wish dear = wish("c", "2026-11-02T15:00", Channel.TASK, 500);
        Wish same = wish("a", "2026-11-03T10:00", Channel.TASK, 10);
        Wish tie = wish("z", "2026-11-03T10:00", Channel.TASK, 10);

        assertThat(planned(early, dear, same, tie)).containsExactlyInAnyOrder("c", "a");
    }

    @Test
    void aTaskUsesTheSameBudgetAsASend() {
        Wish task = wish("task", "2026-11-02T10:00", Channel.TASK, 20);
        Wish send = wish("send", "2026-11-02T11:00", Channel.MASS_SEND, 10);

        List<Decision> decisions = FatigueGuard.decide(History.none(NOW), List.of(send, task), RULES);

        assertThat(decisions.getLast()).isInstanceOfSatisfying(Suppressed.class, suppressed -> {
            assertThat(suppressed.wish()).isEqualTo(send);
            assertThat(WhyJson.of(suppressed))
                    .isEqualTo("{\"rule\":\"CAP\",\"channel\":null,\"days\":1,\"most\":1,\"used\":[{\"key\":\"task\","
                            + "\"at\":\"2026-11-02T02:00:00Z\",\"channel\":\"TASK\"}]}");
        });
    }

    @Test
    void atNightItWaitsForTheMorningAndOverAHolidayForTheNextDayAlone() {
        assertThat(moment("2026-11-02T07:00")).contains(at("2026-11-02T09:00"));
        assertThat(moment("2026-11-02T20:29")).contains(at("2026-11-02T20:29"));
        assertThat(moment("2026-11-02T20:30")).contains(at("2026-11-03T09:00"));
        assertThat(moment("2026-11-02T23:59")).contains(at("2026-11-03T09:00"));
        assertThat(moment("2026-11-04T21:00")).as("tomorrow is a holiday").isEmpty();
        assertThat(moment("2026-11-05T10:00")).as("two holidays in a row").isEmpty();
        assertThat(moment("2026-11-06T10:00")).contains(at("2026-11-07T09:00"));
    }

    @Test
    void whatIsLateByMoreThanADayIsNotSentAnyMore() {
        Instant wished = at("2026-11-02T10:00");
        assertThat(RULES.moment(wished, at("2026-11-03T08:00"))).contains(at("2026-11-03T09:00"));
        assertThat(RULES.moment(wished, at("2026-11-04T10:00"))).isEmpty();
    }

    @Test
    void aDayIsOneInShanghaiWhereverTheMachineStands() {
        Wish lastMinute = wish("a", "2026-11-02T19:59", Channel.TASK, 1);
        History yesterday = History.none(NOW).with(List.of(new Used("x", at("2026-11-01T20:20"), Channel.TASK)));

        assertThat(FatigueGuard.decide(yesterday, List.of(lastMinute), RULES)).allMatch(Planned.class::isInstance);
    }

    @Provide
    Arbitrary<List<Wish>> wishes() {
        Arbitrary<Instant> moments =
                Arbitraries.integers().between(0, 60 * 24 * 40).map(minutes -> NOW.plus(Duration.ofMinutes(minutes)));
        return Combinators.combine(
                        moments,
                        Arbitraries.of(Channel.class),
                        Arbitraries.integers().between(0, 3))
                .as((moment, channel, worth) -> new Wish("", moment, channel, BigDecimal.valueOf(worth)))
                .list()
                .ofMaxSize(25)
                .map(unnamed -> {
                    List<Wish> named = new ArrayList<>();
                    for (int i = 0; i < unnamed.size(); i++) {
                        Wish one = unnamed.get(i);
                        named.add(new Wish("w" + i * 7 % 25, one.wishedFor(), one.channel(), one.worth()));
                    }
                    return named;
                });
    }

    @Provide
    Arbitrary<FatigueRules> rules() {
        Arbitrary<Cap> caps = Combinators.combine(
                        Arbitraries.of(Channel.TASK, Channel.MASS_SEND, Channel.MOMENT)
                                .optional(),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.integers().between(0, 4))
                .as(Cap::new);
        Arbitrary<QuietHours> quiet = Combinators.combine(
                        Arbitraries.integers().between(0, 23),
                        Arbitraries.integers().between(0, 23))
                .as((from, to) -> new QuietHours(LocalTime.of(from, 15), LocalTime.of(to, 15)));
        Arbitrary<Set<LocalDate>> holidays = Arbitraries.integers()
                .between(0, 45)
                .map(days -> LocalDate.of(2026, 11, 1).plusDays(days))
                .set()
                .ofMaxSize(6);
        return Combinators.combine(caps.list().ofMaxSize(4), quiet, holidays)
                .as((some, hours, days) -> new FatigueRules(some, hours, new HashSet<>(days), 30, 90));
    }

    private static List<String> planned(Wish... wishes) {
        return FatigueGuard.decide(History.none(NOW), List.of(wishes), RULES).stream()
                .filter(Planned.class::isInstance)
                .map(decision -> decision.wish().key())
                .toList();
    }

    private static Optional<Instant> moment(String wished) {
        return RULES.moment(at(wished), NOW);
    }

    private static Wish wish(String key, String at, Channel channel, int worth) {
        return new Wish(key, at(at), channel, BigDecimal.valueOf(worth));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(FatigueRules.ZONE).toInstant();
    }
}
