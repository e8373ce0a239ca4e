package cn.bankscrm.web.coverage;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageCrumb;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** The coverage of an institution or a manager: sentence, tiles, heat map, trend, ranking, whom to add next. */
@Navigation(Section.COVERAGE)
@RequestMapping("/coverage")
@Controller
class CoverageController {

    private final CoverageQueries coverage;
    private final CoverageBoard board;
    private final TrendPoints points;

    CoverageController(CoverageQueries coverage, CoverageBoard board, TrendPoints points) {
        this.coverage = coverage;
        this.board = board;
        this.points = points;
    }

    @GetMapping
    String page(CoveragePlace place, @AuthenticationPrincipal SignedIn reader, Model model) {
        DataScope scope = reader.scope();
        Optional<CoverageAddress> address = place.address(coverage, scope);
        if (address.isEmpty()) {
            return "coverage/nothing";
        }
        CoverageAddress at = address.get();
        boolean charted = charted(at, scope, model);
        CoverageView view = show(at, reader, charted, model);
        List<CoverageCrumb> crumbs = coverage.crumbs(at.subject(), scope);
        model.addAttribute("crumbs", crumbs);
        model.addAttribute(ScopeBar.ATTRIBUTE, CoverageScopeBar.of("/coverage", crumbs, day(at), coverage.today()));
        return view.tiles().managed() == 0 && view.rows().isEmpty() ? "coverage/nothing" : "coverage/board";
    }

    /**
     * Only what changed since {@code seen}, and the time.
     *
     * @param charted whether the reader's page has the chart, which then draws itself anew
     */
    @GetMapping("/live")
    String live(
            CoveragePlace place,
            @RequestParam String seen,
            @RequestParam(defaultValue = "true") boolean charted,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        DataScope scope = reader.scope();
        CoverageAddress at = place.address(coverage, scope).orElseThrow(CoverageController::unknown);
        boolean now = charted || charted(at, scope, model);
        model.addAttribute("chartBegins", now && !charted);
        model.addAttribute("parts", show(at, reader, now, model).partsUnseen(seen));
        return "coverage/board :: live";
    }

    /** @return whether there is a line to draw: one day makes none */
    private boolean charted(CoverageAddress at, DataScope scope, Model model) {
        TrendPoints.Trend trend = points.of(at, day(at), scope);
        model.addAttribute("trend", trend.points());
        model.addAttribute("recounted", trend.recounted());
        return trend.points().size() > 1;
    }

    private CoverageView show(CoverageAddress at, SignedIn reader, boolean charted, Model model) {
        CoverageView view = board.view(at, day(at), reader.scope()).orElseThrow(CoverageController::unknown);
        model.addAttribute("at", at);
        model.addAttribute("view", view);
        model.addAttribute("date", day(at));
        model.addAttribute("now", at.date() == null);
        model.addAttribute("friends", friends(at, reader).orElse(null));
        model.addAttribute("updated", coverage.upToDateAt());
        model.addAttribute("liveAddress", at.live(view.sign(), charted));
        return view;
    }

    /**
     * Where the friends stand who wait for certification. There is no list of all friends, so that their number is no
     * link; nor is there a list of a manager's friends for others.
     */
    private static Optional<String> friends(CoverageAddress at, SignedIn reader) {
        boolean own = reader.scope() instanceof DataScope.OwnCustomers;
        if (at.date() != null
                || !Section.FRIENDS.isFor(reader.role())
                || at.subject().isInstitution() == own) {
            return Optional.empty();
        }
        return Optional.of(UriComponentsBuilder.fromPath("/friends")
                .queryParamIfPresent(
                        "institution",
                        own ? Optional.empty() : Optional.of(at.subject().key()))
                .build()
                .encode()
                .toUriString());
    }

    private LocalDate day(CoverageAddress at) {
        return at.date() == null ? coverage.today() : at.date();
    }

    private static ResponseStatusException unknown() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
