package cn.bankscrm.engagement.tracking;

import java.time.Duration;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How far one visit has come. It only ever grows, whatever is reported, how often and in which order.
 *
 * @param dwellSeconds at most an hour
 * @param target whether the reader went on to the target
 */
record Reading(int dwellSeconds, int scrollPercent, NavigableSet<Integer> sections, boolean target) {

    static final int LONGEST = 3_600;
    private static final int WHOLE = 100;

    /** How far a phone's clock may run ahead of ours between two reports. */
    private static final int SLACK = 2;

    Reading {
        sections = Collections.unmodifiableNavigableSet(new TreeSet<>(sections));
    }

    static Reading begun() {
        return new Reading(0, 0, new TreeSet<>(), false);
    }

    /**
     * @param open how long ago the page was opened: nobody has read longer
     * @param parts how many sections the page has: there are no others
     */
    Reading grown(Beacon beacon, Duration open, int parts) {
        long most = Math.clamp(open.toSeconds() + SLACK, 0, LONGEST);
        NavigableSet<Integer> reached = new TreeSet<>(sections);
        beacon.sections().stream()
                .filter(number -> number >= 0 && number < Math.min(parts, Section.MOST))
                .forEach(reached::add);
        return new Reading(
                Math.max(dwellSeconds, (int) Math.clamp(beacon.dwellSeconds(), 0, most)),
                Math.max(scrollPercent, Math.clamp(beacon.scrollPercent(), 0, WHOLE)),
                reached,
                target);
    }

    Reading wentOn() {
        return new Reading(dwellSeconds, scrollPercent, sections, true);
    }
}
