package cn.bankscrm.web.coverage;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSubject;
import cn.bankscrm.kpi.coverage.ManagedCustomer;
import cn.bankscrm.kpi.coverage.ManagedCustomers;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The customers behind a figure of the coverage page, the most valuable first, as of now. */
@Navigation(Section.COVERAGE)
@Controller
class CoveredCustomersController {

    private static final int ROWS = 50;
    private static final Pattern AFTER = Pattern.compile("(\\d{1,16}\\.\\d{2})-(\\d{1,18})");

    private final CoveredChoices choices;
    private final CoverageQueries coverage;
    private final ManagedCustomers managed;
    private final CoverageBoard board;

    CoveredCustomersController(
            CoveredChoices choices, CoverageQueries coverage, ManagedCustomers managed, CoverageBoard board) {
        this.choices = choices;
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
        CoveredChoice choice = choices.choose(AuditAction.CUSTOMERS_LISTED, place, segment, covered, reader);
        CoverageSubject subject = choice.at().subject();
        List<ManagedCustomer> rows = position(after)
                .map(position -> managed.after(position, subject, choice.segment(), choice.covered(), ROWS + 1, scope))
                .orElseGet(() -> managed.first(subject, choice.segment(), choice.covered(), ROWS + 1, scope));
        boolean further = rows.size() > ROWS;
        List<ManagedCustomer> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("cell", choice.cell());
        model.addAttribute("segment", segment);
        model.addAttribute("covered", choice.label());
        model.addAttribute("rows", board.named(shown, scope));
        model.addAttribute("cut", choice.count() > ManagedCustomers.MOST_EXPORTED);
        model.addAttribute("most", ManagedCustomers.MOST_EXPORTED);
        model.addAttribute("crumbs", choice.crumbs());
        model.addAttribute("at", choice.at());
        model.addAttribute(
                "page",
                KeysetPage.of(
                        list(subject, segment, choice.label()).build(), after, further ? key(shown.getLast()) : null));
        model.addAttribute(
                ScopeBar.ATTRIBUTE,
                CoverageScopeBar.of(chosen(segment, choice.label()), choice.crumbs(), null, coverage.today()));
        return "coverage/customers";
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
}
