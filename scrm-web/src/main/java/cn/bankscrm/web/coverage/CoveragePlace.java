package cn.bankscrm.web.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a coverage page says.
 *
 * @param institution an institution's code; null for the reader's own place, or where a manager is named
 * @param staff a manager's staff number
 * @param date as of this day's last second; null for now
 * @param step the chart's step
 */
record CoveragePlace(
        @Nullable String institution,
        @Nullable String staff,
        @Nullable LocalDate date,
        @Nullable String step) {

    /** @return empty where the reader sees no coverage at all */
    Optional<CoverageAddress> address(CoverageQueries coverage, DataScope scope) {
        return subject(coverage, scope)
                .map(subject -> new CoverageAddress(subject, chosen(coverage), TrendStep.ofLabel(step)));
    }

    private Optional<CoverageSubject> subject(CoverageQueries coverage, DataScope scope) {
        if (staff != null) {
            return Optional.of(new CoverageSubject(CoverageSubject.Kind.STAFF, staff));
        }
        if (institution != null) {
            return Optional.of(new CoverageSubject(CoverageSubject.Kind.INSTITUTION, institution));
        }
        return coverage.home(scope);
    }

    private @Nullable LocalDate chosen(CoverageQueries coverage) {
        return date == null || !date.isBefore(coverage.today()) ? null : date;
    }
}
