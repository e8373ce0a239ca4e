package cn.bankscrm.engagement.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a page reports is believed as far as it can be true, and takes nothing back. */
class ReadingTests {

    private static final Duration OPEN = Duration.ofSeconds(90);
    private static final int PARTS = 4;

    @Property
    void onlyGrows(@ForAll("beacons") List<Beacon> beacons) {
        Reading reading = Reading.begun();
        for (Beacon beacon : beacons) {
            Reading next = reading.grown(beacon, OPEN, PARTS);
            assertThat(next.dwellSeconds()).isGreaterThanOrEqualTo(reading.dwellSeconds());
            assertThat(next.scrollPercent()).isGreaterThanOrEqualTo(reading.scrollPercent());
            assertThat(next.sections()).containsAll(reading.sections());
            reading = next;
        }
    }

    @Property
    void isTheSameInAnyOrderAndHoweverOften(@ForAll("beacons") List<Beacon> beacons, @ForAll long seed) {
        List<Beacon> shuffled = new java.util.ArrayList<>(beacons);
        shuffled.addAll(beacons);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(after(shuffled)).isEqualTo(after(beacons));
    }

    @Property
    void staysWithinWhatCanBeTrue(@ForAll("beacons") List<Beacon> beacons) {
        Reading reading = after(beacons);
        assertThat(reading.dwellSeconds()).isBetween(0, 92);
        assertThat(reading.scrollPercent()).isBetween(0, 100);
        assertThat(reading.sections()).isSubsetOf(0, 1, 2, 3);
        assertThat(reading.target()).isFalse();
    }

    @Property
    void keepsThatTheReaderWentOn(@ForAll("beacons") List<Beacon> beacons) {
        Reading reading = Reading.begun().wentOn();
        for (Beacon beacon : beacons) {
            reading = reading.grown(beacon, OPEN, PARTS);
        }
        assertThat(reading.target()).isTrue();
    }

    private static Reading after(List<Beacon> beacons) {
        Reading reading = Reading.begun();
        for (Beacon beacon : beacons) {
            reading = reading.grown(beacon, OPEN, PARTS);
        }
        return reading;
    }

    @Provide
    Arbitrary<List<Beacon>> beacons() {
        Arbitrary<Set<Integer>> sections =
                Arbitraries.integers().between(-2, 8).set().ofMaxSize(6);
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs().between(-50, 500), sections)
                .as(Beacon::new)
                .list()
                .ofMaxSize(12);
    }
}
