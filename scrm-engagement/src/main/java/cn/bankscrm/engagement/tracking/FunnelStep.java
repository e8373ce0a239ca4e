package cn.bankscrm.engagement.tracking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step on the way from being sent a piece of content to the product behind it.
 *
 * @param number from 0; who reached a step has passed all before it
 * @param section by its number in the page, for steps that are one; -1 for the others
 * @param title of the section; null for the others
 */
public record FunnelStep(
        int number, Kind kind, int section, @Nullable String title) {

    private static final int HALF = 50;

    /** What a step is. */
    public enum Kind {
        SENT,
        OPENED,
        HALF,
        SECTION,
        TARGET
    }

    private record Placed(Kind kind, int percent, Section section) {}

    /**
     * The steps in the order in which readers come to them: a section before the middle of the page comes before half
     * of it is read.
     *
     * @param target whether the page leads on
     */
    static List<FunnelStep> of(List<Section> sections, boolean target) {
        List<Placed> within = new ArrayList<>();
        within.add(new Placed(Kind.HALF, HALF, new Section(-1, "", HALF)));
        // what stands at the very beginning is seen by everybody who opens the page
        sections.stream()
                .filter(section -> section.percent() > 0)
                .map(section -> new Placed(Kind.SECTION, section.percent(), section))
                .forEach(within::add);
        within.sort(Comparator.comparingInt(Placed::percent));
        List<FunnelStep> steps = new ArrayList<>();
        steps.add(new FunnelStep(0, Kind.SENT, -1, null));
        steps.add(new FunnelStep(1, Kind.OPENED, -1, null));
        for (Placed placed : within) {
            steps.add(new FunnelStep(
                    steps.size(),
                    placed.kind(),
                    placed.section().number(),
                    placed.kind() == Kind.SECTION ? placed.section().title() : null));
        }
        if (target) {
            steps.add(new FunnelStep(steps.size(), Kind.TARGET, -1, null));
        }
        return List.copyOf(steps);
    }

    /** A condition on visit {@code v}: that it came here. It holds numbers alone. */
    String condition(long version) {
        return switch (kind) {
            case SENT, OPENED -> "true";
            case HALF -> "v.scroll_percent >= " + HALF;
            case SECTION -> "v.version_id = " + version + " and " + section + " = any(v.sections)";
            case TARGET -> "v.target_at is not null";
        };
    }
}
