package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.CoverageCrumb;
import cn.bankscrm.web.shell.ScopeBar;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The institution on top of a coverage page: the subject itself, or where the manager works. */
final class CoverageScopeBar {

    private CoverageScopeBar() {}

    /**
     * @param path of the page, with whatever another choice should keep
     * @param date as in {@link ScopeBar}
     */
    static ScopeBar of(String path, List<CoverageCrumb> crumbs, @Nullable LocalDate date, LocalDate today) {
        Optional<CoverageCrumb> institution = institution(crumbs);
        return new ScopeBar(
                path,
                institution.map(crumb -> crumb.subject().key()).orElse(null),
                institution.map(CoverageCrumb::name).orElse(null),
                date,
                today);
    }

    /** Empty where the reader sees no institution. */
    static Optional<CoverageCrumb> institution(List<CoverageCrumb> crumbs) {
        return crumbs.stream().filter(crumb -> crumb.subject().isInstitution()).reduce((above, below) -> below);
    }
}
