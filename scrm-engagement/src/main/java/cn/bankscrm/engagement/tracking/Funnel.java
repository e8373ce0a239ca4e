package cn.bankscrm.engagement.tracking;

import cn.bankscrm.engagement.content.ContentId;
import java.util.ArrayList;
import java.util.List;

/**
 * How many came how far with a piece of content.
 *
 * @param institution whose content it is, by name
 */
public record Funnel(ContentId content, String title, String institution, List<Reached> steps) {

    public Funnel {
        steps = List.copyOf(steps);
    }

    /**
     * @param customers to whom it was sent, and who came here or further
     * @param left of these, who came no further; at the last step nobody is left
     * @param others who came here by an open link, or because somebody passed it on
     */
    public record Reached(FunnelStep step, long customers, long left, long others) {

        /** In percent of those at the step before. */
        public static int share(long here, long before) {
            return before == 0 ? 0 : Math.toIntExact(Math.round(100.0 * here / before));
        }
    }

    /**
     * @param customers by step, who came exactly so far
     * @param others the same of those to whom nothing was sent
     */
    static List<Reached> reached(List<FunnelStep> steps, long[] customers, long[] others) {
        List<Reached> reached = new ArrayList<>();
        for (FunnelStep step : steps) {
            boolean last = step.number() == steps.size() - 1;
            reached.add(new Reached(
                    step,
                    from(customers, step.number()),
                    last ? 0 : customers[step.number()],
                    from(others, step.number())));
        }
        return reached;
    }

    private static long from(long[] counts, int step) {
        long sum = 0;
        for (int i = step; i < counts.length; i++) {
            sum += counts[i];
        }
        return sum;
    }
}
