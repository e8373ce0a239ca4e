package cn.bankscrm.core.friendlink;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FriendLinkHistoryTests {

    private static final StaffId STAFF = new StaffId(1);
    private static final ExternalContactId CONTACT = new ExternalContactId(2);
    private static final Instant T0 = Instant.parse("2026-10-01T02:00:00Z");

    @Test
    void endsALifeThatWasReportedEndedBeforeItWasReportedBegun() {
        assertThat(after(h -> h.ended(new Ending(at(50), EndedBy.CUSTOMER)), h -> h.added(at(10))))
                .containsExactly("10-50 CUSTOMER");
    }

    @Test
    void takesADoubledReportOnce() {
        assertThat(after(
                        h -> h.added(at(10)),
                        h -> h.added(at(10)),
                        h -> h.ended(new Ending(at(50), EndedBy.STAFF)),
                        h -> h.ended(new Ending(at(50), EndedBy.STAFF))))
                .containsExactly("10-50 STAFF");
    }

    @Test
    void staysLiveWhenADeletionIsOvertakenByTheNextAdd() {
        assertThat(after(h -> h.added(at(10)), h -> h.added(at(90)), h -> h.ended(new Ending(at(50), EndedBy.STAFF))))
                .containsExactly("10-50 STAFF", "90-");
    }

    @Test
    void endsAndBeginsInTheSameSecond() {
        assertThat(after(
                        h -> h.added(at(10)),
                        h -> h.ended(new Ending(at(10), EndedBy.STAFF)),
                        h -> h.added(at(40)),
                        h -> h.ended(new Ending(at(60), EndedBy.CUSTOMER)),
                        h -> h.added(at(60))))
                .containsExactly("10-10 STAFF", "40-60 CUSTOMER", "60-");
    }

    @Test
    void endsALifeOfWhichNobodyReportedTheEndWhenTheNextBegins() {
        assertThat(after(h -> h.added(at(10)), h -> h.added(at(90)))).containsExactly("10-90 UNKNOWN", "90-");
    }

    @Test
    void takesTheEventAndTheRecordOfOneAddForOneEvenWhenTheirClocksDiffer() {
        assertThat(after(h -> h.added(at(10)), h -> h.seen(at(11)).describe(details(at(11)), null, null)))
                .containsExactly("11-");
        assertThat(after(h -> h.seen(at(11)).describe(details(at(11)), null, null), h -> h.added(at(10))))
                .containsExactly("11-");
    }

    @Test
    void withdrawsAnEndFoundByReconciliationWhenTheLinkIsSeenAgain() {
        assertThat(after(
                        h -> h.added(at(10)),
                        h -> h.ended(new Ending(at(80), EndedBy.UNKNOWN)),
                        h -> h.seen(at(10)).describe(details(at(10)), null, null)))
                .containsExactly("10-");
    }

    @Test
    void doesNotEndALaterLifeByAnEndThatReconciliationFoundForAnEarlierOne() {
        assertThat(after(
                        h -> h.added(at(10)),
                        h -> h.ended(new Ending(at(80), EndedBy.UNKNOWN)),
                        h -> h.ended(new Ending(at(20), EndedBy.STAFF)),
                        h -> h.added(at(30)),
                        h -> h.seen(at(30)).describe(details(at(30)), null, null)))
                .containsExactly("10-20 STAFF", "30-");
    }

    @Test
    void prefersTheReportedEndToTheOneFoundByReconciliation() {
        assertThat(after(
                        h -> h.added(at(10)),
                        h -> h.ended(new Ending(at(80), EndedBy.UNKNOWN)),
                        h -> h.ended(new Ending(at(30), EndedBy.CUSTOMER))))
                .containsExactly("10-30 CUSTOMER");
    }

    /** Whatever the order, the number of deliveries and the batches: the same lives. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void foldsToTheSameLivesInAnyOrder(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<String> truth = new ArrayList<>();
            List<Consumer<FriendLinkHistory>> facts = new ArrayList<>();
            long time = 0;
            int lives = 1 + random.nextInt(5);
            for (int i = 0; i < lives; i++) {
                long begin = time + 10 + random.nextInt(100);
                long end = begin + random.nextInt(100);
                boolean live = i == lives - 1 && random.nextBoolean();
                EndedBy by = random.nextBoolean() ? EndedBy.STAFF : EndedBy.CUSTOMER;
                facts.add(h -> h.added(at(begin)));
                if (random.nextBoolean()) {
                    facts.add(h -> h.seen(at(begin)).describe(details(at(begin)), null, null));
                }
                if (!live) {
                    facts.add(h -> h.ended(new Ending(at(end), by)));
                }
                truth.add(live ? begin + "-" : begin + "-" + end + " " + by);
                time = end;
            }
            List<Consumer<FriendLinkHistory>> deliveries = new ArrayList<>(facts);
            deliveries.addAll(facts.subList(0, random.nextInt(facts.size() + 1)));
            Collections.shuffle(deliveries, random);
            assertThat(after(deliveries)).as("seed %d, round %d", seed, round).isEqualTo(truth);
        }
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read, as a list
    private static List<String> after(Consumer<FriendLinkHistory>... facts) {
        return after(List.of(facts));
    }

    /** Each fact arrives in a transaction of its own, as the worst case has it. */
    private static List<String> after(List<Consumer<FriendLinkHistory>> facts) {
        List<FriendLink> lives = List.of();
        List<Ending> endings = new ArrayList<>();
        for (Consumer<FriendLinkHistory> fact : facts) {
            FriendLinkHistory history = new FriendLinkHistory(STAFF, CONTACT, lives, endings);
            fact.accept(history);
            history.fold();
            endings.addAll(history.newEndings());
            endings.removeAll(history.withdrawnEndings());
            lives = history.lives();
        }
        return lives.stream().map(FriendLinkHistoryTests::written).toList();
    }

    private static String written(FriendLink life) {
        String begin = seconds(life.addedAt()) + "-";
        return life.endedAt()
                .map(end -> begin + seconds(end) + " " + life.endedBy().orElseThrow())
                .orElse(begin);
    }

    private static long seconds(Instant at) {
        return at.getEpochSecond() - T0.getEpochSecond();
    }

    private static Instant at(long seconds) {
        return T0.plusSeconds(seconds);
    }

    private static LinkDetails details(Instant createdAt) {
        return new LinkDetails(createdAt, 1, null, null, null, Set.of());
    }
}
