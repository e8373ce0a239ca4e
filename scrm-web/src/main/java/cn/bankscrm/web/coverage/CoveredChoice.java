package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageCounts;
import cn.bankscrm.kpi.coverage.CoverageCrumb;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.ManagedCustomers.Covered;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which customers behind a figure somebody chose.
 *
 * @param at whose customers
 * @param segment of which segment
 * @param covered which of them
 * @param cell the figure
 * @param crumbs the way down to the subject
 */
record CoveredChoice(
        CoverageAddress at, CoverageSegment segment, Covered covered, CoverageCell cell, List<CoverageCrumb> crumbs) {

    /** How many they are, by the figure. */
    long count() {
        CoverageCounts counts = cell.counts();
        return switch (covered) {
            case ALL -> counts.managed();
            case COVERED -> counts.certifiedOwn();
            case UNCOVERED -> counts.uncovered();
        };
    }

    /** The choice's word in addresses. */
    String label() {
        return label(covered);
    }

    static Optional<Covered> ofLabel(String label) {
        for (Covered covered : Covered.values()) {
            if (label(covered).equals(label)) {
                return Optional.of(covered);
            }
        }
        return Optional.empty();
    }

    private static String label(Covered covered) {
        return covered.name().toLowerCase(Locale.ROOT);
    }
}
