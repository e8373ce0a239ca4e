package cn.bankscrm.web.coverage;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageCrumb;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.ManagedCustomer;
import cn.bankscrm.kpi.coverage.ManagedCustomers;
import cn.bankscrm.kpi.coverage.ManagedCustomers.Covered;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** The customers behind a figure of the coverage page, the most valuable first, as of now. */
@Navigation(Section.COVERAGE)
@Controller
class CoveredCustomersController {

    private static final int ROWS = 50;
    private static final Pattern AFTER = Pattern.compile("(\\d{1,16}\\.\\d{2})-(\\d{1,18})");

    private final CoverageQueries coverage;
    private final ManagedCustomers managed;
    private final CoverageBoard board;
    private final ScopeChoices scopes;
    private final CustomerLists looks;

    CoveredCustomersController(
            CoverageQueries coverage,
            ManagedCustomers managed,
            CoverageBoard board,
            ScopeChoices scopes,
            CustomerLists looks) {
        this.scopes = scopes;
        this.looks = looks;
        this.coverage = coverage;
        this.managed = managed;
        this.board = board;
    }

    @GetMapping("/coverage/customers")
    String list(
            CoveragePlace place,
            @RequestParam @Nullable String segment,
            @RequestParam(defaultValue = "all") String covered,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        DataScope scope = reader.scope();
        CoverageAddress at = place.address(coverage, scope).orElseThrow(CoveredCustomersController::unknown);
        CoverageSegment of = segment == null ? CoverageSegment.ALL : new CoverageSegment(segment);
        CoverageCell cell = coverage.cell(at.subject(), of, coverage.today(), scope)
                .orElseThrow(CoveredCustomersController::unknown);
        Covered which = which(covered);
        List<CoverageCrumb> crumbs = coverage.crumbs(at.subject(), scope);
        recorded(at.subject(), of, which, customers(crumbs, reader));
        List<ManagedCustomer> rows = position(after)
                .map(position -> managed.after(position, at.subject(), of, which, ROWS + 1, scope))
                .orElseGet(() -> managed.first(at.subject(), of, which, ROWS + 1, scope));
        boolean further = rows.size() > ROWS;
        List<ManagedCustomer> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("cell", cell);
        model.addAttribute("segment", segment);
        model.addAttribute("covered", label(which));
        model.addAttribute("rows", board.named(shown, scope));
        model.addAttribute("crumbs", crumbs);
        model.addAttribute("at", at);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        list(at.subject(), segment, covered).build(), after, further ? key(shown.getLast()) : null));
        model.addAttribute(
                ScopeBar.ATTRIBUTE, CoverageScopeBar.of(chosen(segment, covered), crumbs, null, coverage.today()));
        return "coverage/customers";
    }

    /** Names, even masked, were looked at. */
    private void recorded(CoverageSubject subject, CoverageSegment segment, Covered which, DataScope of) {
        looks.record(
                AuditAction.CUSTOMERS_LISTED,
                subject.key(),
                of,
                Map.of("list", "coverage", "segment", segment.name(), "covered", label(which)));
    }

    /** Whose customers these are, as far as institutions go. */
    private DataScope customers(List<CoverageCrumb> crumbs, SignedIn reader) {
        return CoverageScopeBar.institution(crumbs)
                .map(crumb -> scopes.choose(reader, crumb.subject().key()).scope())
                .orElseGet(reader::scope);
    }

    /** The page with the same choices, of whatever institution. */
    private static String chosen(@Nullable String segment, String covered) {
        return UriComponentsBuilder.fromPath("/coverage/customers")
                .queryParamIfPresent("segment", Optional.ofNullable(segment))
                .queryParam("covered", covered)
                .build()
                .encode()
                .toUriString();
    }

    private static UriComponentsBuilder list(CoverageSubject subject, @Nullable String segment, String covered) {
        return UriComponentsBuilder.fromPath("/coverage/customers")
                .queryParam(CoverageAddress.parameter(subject), subject.key())
                .queryParamIfPresent("segment", Optional.ofNullable(segment))
                .queryParam("covered", covered);
    }

    private static String key(ManagedCustomer last) {
        return last.aum().setScale(2).toPlainString() + "-" + last.id().value();
    }

    private static Optional<ManagedCustomer.Position> position(@Nullable String after) {
        Matcher key = AFTER.matcher(after == null ? "" : after);
        return key.matches()
                ? Optional.of(new ManagedCustomer.Position(
                        new BigDecimal(key.group(1)), new CustomerId(Long.parseLong(key.group(2)))))
                : Optional.empty();
    }

    private static String label(Covered covered) {
        return covered.name().toLowerCase(Locale.ROOT);
    }

    private static Covered which(String label) {
        for (Covered covered : Covered.values()) {
            if (label(covered).equals(label)) {
                return covered;
            }
        }
        throw unknown();
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
