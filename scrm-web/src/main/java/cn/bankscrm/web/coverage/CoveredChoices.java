package cn.bankscrm.web.coverage;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageCrumb;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.ManagedCustomers.Covered;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Reads from the address which customers somebody wants to see, and logs that they saw them. */
@Component
class CoveredChoices {

    private final CoverageQueries coverage;
    private final ScopeChoices scopes;
    private final CustomerLists looks;

    CoveredChoices(CoverageQueries coverage, ScopeChoices scopes, CustomerLists looks) {
        this.coverage = coverage;
        this.scopes = scopes;
        this.looks = looks;
    }

    /**
     * Names, even masked, are looked at or taken home: the choice enters the audit log.
     *
     * @param segment its name; null for all customers
     * @throws ResponseStatusException 404 where there is no such figure in the reader's scope
     */
    CoveredChoice choose(
            AuditAction action, CoveragePlace place, @Nullable String segment, String label, SignedIn reader) {
        DataScope scope = reader.scope();
        CoverageAddress at = place.address(coverage, scope).orElseThrow(CoveredChoices::unknown);
        CoverageSegment of = segment == null ? CoverageSegment.ALL : new CoverageSegment(segment);
        CoverageCell cell =
                coverage.cell(at.subject(), of, coverage.today(), scope).orElseThrow(CoveredChoices::unknown);
        Covered covered = CoveredChoice.ofLabel(label).orElseThrow(CoveredChoices::unknown);
        List<CoverageCrumb> crumbs = coverage.crumbs(at.subject(), scope);
        looks.record(
                action,
                at.subject().key(),
                customers(crumbs, reader),
                Map.of("list", "coverage", "segment", of.name(), "covered", label));
        return new CoveredChoice(at, of, covered, cell, crumbs);
    }

    /** Whose customers these are, as far as institutions go. */
    private DataScope customers(List<CoverageCrumb> crumbs, SignedIn reader) {
        return CoverageScopeBar.institution(crumbs)
                .map(crumb -> scopes.choose(reader, crumb.subject().key()).scope())
                .orElseGet(reader::scope);
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
