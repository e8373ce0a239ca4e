package cn.bankscrm.web.contactway;

import cn.bankscrm.engagement.contactway.PublicPageLimits;
import cn.bankscrm.engagement.contactway.PublicWays;
import cn.bankscrm.engagement.contactway.PublicWays.Branch;
import cn.bankscrm.engagement.contactway.PublicWays.Way;
import cn.bankscrm.engagement.tracking.BotRules;
import cn.bankscrm.web.realname.BankName;
import cn.bankscrm.web.security.PublicAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What customers see behind a printed code: whom they can add, or the managers of a branch to choose from. Nobody signs
 * in, and nothing is said of any customer.
 */
@RequestMapping("/q/{code}")
@Controller
class PublicWayController {

    private static final int SHOWN = 480;
    private static final String COOKIE = "q";
    private static final Duration A_DAY = Duration.ofDays(1);

    private final PublicWays ways;
    private final PublicPageLimits limits;
    private final BotRules bots;
    private final BankName bank;
    private final boolean secure;
    private final Clock clock;

    PublicWayController(
            PublicWays ways,
            PublicPageLimits limits,
            BotRules bots,
            BankName bank,
            PublicAddress address,
            Clock clock) {
        this.ways = ways;
        this.limits = limits;
        this.bots = bots;
        this.bank = bank;
        this.secure = "https".equals(address.publicUrl().getScheme());
        this.clock = clock;
    }

    @ModelAttribute("bank")
    String bankName() {
        return bank.get();
    }

    /**
     * @param place a neighbourhood that the customer is looking for
     * @param below the code of the branch of their loan
     */
    @GetMapping
    String open(
            @PathVariable String code,
            @RequestParam("p") @Nullable String place,
            @RequestParam("b") @Nullable String below,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Duration> pause = limits.refuse(request.getRemoteAddr());
        if (pause.isPresent()) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(Math.max(1, pause.get().toSeconds())));
            return closed("OFTEN", model);
        }
        Optional<Way> way = ways.way(code);
        if (way.isPresent()) {
            return one(code, way.get(), request, response, model);
        }
        Optional<Branch> branch = ways.branch(code);
        if (branch.isPresent()) {
            return several(
                    code,
                    branch.get(),
                    ContactWayListController.words(place),
                    ContactWayListController.words(below),
                    model);
        }
        limits.wrong(request.getRemoteAddr());
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return closed("UNKNOWN", model);
    }

    private String one(String code, Way way, HttpServletRequest request, HttpServletResponse response, Model model) {
        if (!way.open()) {
            response.setStatus(HttpStatus.GONE.value());
            return closed("ENDED", model);
        }
        URI place = way.address();
        if (place == null) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            return closed("NOT_READY", model);
        }
        count(code, way, request, response);
        String address = place.toString();
        model.addAttribute("desk", way.desk());
        model.addAttribute("address", address);
        model.addAttribute("picture", QrPicture.inline(address, SHOWN));
        return "contactway/way";
    }

    /** A browser counts once a day; what draws previews does not. */
    private void count(String code, Way way, HttpServletRequest request, HttpServletResponse response) {
        String today = LocalDate.now(clock).toString();
        boolean counted = request.getCookies() != null
                && Arrays.stream(request.getCookies())
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .anyMatch(today::equals);
        if (!counted && bots.machine(request.getMethod(), request::getHeader).isEmpty()) {
            ways.opened(way.id());
            response.addHeader(
                    HttpHeaders.SET_COOKIE,
                    ResponseCookie.from(COOKIE, today)
                            .httpOnly(true)
                            .secure(secure)
                            .sameSite("Lax")
                            .path("/q/" + code)
                            .maxAge(A_DAY)
                            .build()
                            .toString());
        }
    }

    private String several(String code, Branch branch, String place, String below, Model model) {
        model.addAttribute("code", code);
        model.addAttribute("branch", branch);
        model.addAttribute("managers", ways.managers(branch, place, below));
        model.addAttribute("places", ways.places(branch));
        model.addAttribute("place", place);
        model.addAttribute("below", below);
        return "contactway/branch";
    }

    private static String closed(String why, Model model) {
        model.addAttribute("why", why);
        return "contactway/closed";
    }
}
