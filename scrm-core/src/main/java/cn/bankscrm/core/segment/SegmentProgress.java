package cn.bankscrm.core.segment;

import java.util.List;

/**
 * How far a run over every customer is.
 *
 * @param segments which are computed; empty: all, or not known yet
 * @param customers judged so far
 * @param total of the bank; 0 before it begins
 */
public record SegmentProgress(List<SegmentId> segments, long customers, long total) {

    public SegmentProgress {
        segments = List.copyOf(segments);
    }

    public boolean concerns(SegmentId segment) {
        return segments.isEmpty() || segments.contains(segment);
    }

    /** 0 to 100. */
    public int percent() {
        return total == 0 ? 0 : (int) Math.min(100, customers * 100 / total);
    }
}
