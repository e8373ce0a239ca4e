package cn.bankscrm.core.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sync found. In a sync after the first one, every friend link that is new or gone is one that the callbacks
 * missed.
 *
 * @param counts by subject ({@code departments}, {@code members}, {@code tags}, {@code links} …) how many were found,
 *     new, changed, ended; {@code leavers} are links of members who left, {@code outOfSight} live links of which WeCom
 *     shows nothing, {@code customerDeletions} what WeCom's statistics count of the last days, its new ones those that
 *     the platform does not know
 * @param repaired friend links that were wrong in the platform and are right now; 0 in the very first sync
 * @param examples a few of what was repaired or could not be read, by ids
 */
public record SyncReport(Map<String, SyncCounts> counts, long repaired, List<SyncFinding> examples) {

    /** No more examples than these are kept. */
    public static final int MOST_EXAMPLES = 100;

    public SyncReport {
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
        examples = List.copyOf(examples);
    }

    public static SyncReport empty() {
        return new SyncReport(Map.of(), 0, List.of());
    }

    public SyncReport with(String subject, SyncCounts more) {
        Map<String, SyncCounts> sums = new LinkedHashMap<>(counts);
        sums.merge(subject, more, SyncCounts::plus);
        return new SyncReport(sums, repaired, examples);
    }

    public SyncReport repairing(long more) {
        return new SyncReport(counts, repaired + more, examples);
    }

    public SyncReport with(List<SyncFinding> findings) {
        if (findings.isEmpty() || examples.size() >= MOST_EXAMPLES) {
            return this;
        }
        List<SyncFinding> all = new ArrayList<>(examples);
        findings.stream().limit(MOST_EXAMPLES - examples.size()).forEach(all::add);
        return new SyncReport(counts, repaired, all);
    }
}
