package cn.bankscrm.engagement.tracking;

import java.util.Set;

/**
 * What a page reports of its reader, believed as far as it can be true.
 *
 * @param dwellSeconds for how long the page has been in sight
 * @param scrollPercent how much of it has been in sight
 * @param sections numbers of the sections that have been in sight
 */
public record Beacon(long dwellSeconds, long scrollPercent, Set<Integer> sections) {

    public Beacon {
        sections = Set.copyOf(sections);
    }
}
