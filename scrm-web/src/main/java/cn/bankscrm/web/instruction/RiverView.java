package cn.bankscrm.web.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.engagement.instruction.Place;
import cn.bankscrm.engagement.instruction.StepCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The places of an instruction as picture and table show them: the one looked at, those below it, and what lies below
 * those where there is room. A picture draws a dozen side by side, the others as one; the table has them all.
 *
 * @param here the place looked at
 * @param branches the lines below it, what stalls first
 * @param fold how many of the lines are drawn as one
 */
record RiverView(Line here, List<Line> branches, long fold) {

    private static final int SIDE_BY_SIDE = 12;

    /**
     * A line of the table.
     *
     * @param flow the people who go from here right to their steps; of others a line below tells
     * @param leaf whether nothing below it is drawn
     * @param drawn whether the picture shows it by itself
     */
    record Line(Place place, StepCounts flow, boolean leaf, boolean drawn) {}

    /** @param places the one looked at first, at most two levels below it; never empty */
    static RiverView of(List<Place> places) {
        Place here = places.getFirst();
        List<Place> below = places.stream()
                .filter(one -> one.depth() == 1)
                .sorted(Comparator.comparing((Place one) -> !one.stalls())
                        .thenComparingInt(one -> -one.all().people())
                        .thenComparing(Place::code))
                .toList();
        List<Place> further = places.stream().filter(one -> one.depth() == 2).toList();
        boolean deep = below.size() + further.size() <= SIDE_BY_SIDE && further.size() > 1;
        Set<InstitutionId> parents =
                deep ? further.stream().flatMap(one -> one.parent().stream()).collect(Collectors.toSet()) : Set.of();
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < below.size(); at++) {
            Place one = below.get(at);
            boolean leaf = !parents.contains(one.id());
            boolean drawn = below.size() <= SIDE_BY_SIDE || at < SIDE_BY_SIDE - 1;
            lines.add(new Line(one, leaf ? one.all() : one.own(), leaf, drawn));
            if (!leaf) {
                further.stream()
                        .filter(place -> place.parent().filter(one.id()::equals).isPresent())
                        .forEach(place -> lines.add(new Line(place, place.all(), true, true)));
            }
        }
        return new RiverView(
                new Line(here, below.isEmpty() ? here.all() : here.own(), below.isEmpty(), true),
                lines,
                lines.stream().filter(line -> !line.drawn()).count());
    }
}
