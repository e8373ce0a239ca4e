package cn.bankscrm.web.coverage;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.ManagedCustomer;
import cn.bankscrm.kpi.coverage.ManagedCustomers;
import cn.bankscrm.kpi.coverage.ManagedCustomers.Covered;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
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
    private final AuditLog audit;

    CoveredCustomersController(
            CoverageQueries coverage, ManagedCustomers managed, CoverageBoard board, AuditLog audit) {
        this.audit = audit;
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
            DataScope scope,
            Model model) {
        CoverageAddress at = place.address(coverage, scope).orElseThrow(CoveredCustomersController::unknown);
        CoverageSegment of = segment == null ? CoverageSegment.ALL : new CoverageSegment(segment);
        CoverageCell cell = coverage.cell(at.subject(), of, coverage.today(), scope)
                .orElseThrow(CoveredCustomersController::unknown);
        Covered which = which(covered);
        if (after == null) {
            recorded(at.subject(), of, which, scope);
        }
        List<ManagedCustomer> rows = position(after)
                .map(position -> managed.after(position, at.subject(), of, which, ROWS + 1, scope))
                .orElseGet(() -> managed.first(at.subject(), of, which, ROWS + 1, scope));
        boolean further = rows.size() > ROWS;
        List<ManagedCustomer> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("cell", cell);
        model.addAttribute("segment", segment);
        model.addAttribute("covered", which.name().toLowerCase(Locale.ROOT));
        model.addAttribute("rows", board.named(shown, scope));
        model.addAttribute("crumbs", coverage.crumbs(at.subject(), scope));
        model.addAttribute("at", at);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        list(at.subject(), segment, covered).build(), after, further ? key(shown.getLast()) : null));
        return "coverage/customers";
    }

    /** Names, even masked, were looked at. */
    private void recorded(CoverageSubject subject, CoverageSegment segment, Covered which, DataScope reader) {
        audit.record(
                AuditAction.CUSTOMERS_LISTED,
                new AuditSubject(
                        AuditSubject.Kind.CUSTOMER_LIST,
                        subject.key(),
                        reader instanceof DataScope.Subtree(var institution) ? institution : null),
                null,
                Map.of("list", "coverage", "filter", segment.name() + " " + which));
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

    private static Covered which(String label) {
        for (Covered covered : Covered.values()) {
            if (covered.name().toLowerCase(Locale.ROOT).equals(label)) {
                return covered;
            }
        }
        throw unknown();
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
