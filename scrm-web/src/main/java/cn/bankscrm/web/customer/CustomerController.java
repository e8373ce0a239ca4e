package cn.bankscrm.web.customer;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.CustomerSummary;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Finds and shows customers, masked, within the reader's scope. */
@Navigation(Section.CUSTOMERS)
@RequestMapping("/customers")
@Controller
class CustomerController {

    static final int ROWS = 50;

    /** Numbers of the customers found last: what was typed may be a name or a mobile, and is kept nowhere. */
    private static final String FOUND = "customers.found";

    private final CustomerQueries customers;
    private final ScopeChoices scopes;
    private final CustomerLists looks;
    private final Clock clock;

    CustomerController(CustomerQueries customers, ScopeChoices scopes, CustomerLists looks, Clock clock) {
        this.looks = looks;
        this.customers = customers;
        this.scopes = scopes;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        looks.record(AuditAction.CUSTOMERS_LISTED, chosen.key(), chosen.scope(), Map.of("list", "customers"));
        List<CustomerSummary> rows = customers.list(number(after), ROWS + 1, chosen.scope());
        boolean further = rows.size() > ROWS;
        List<CustomerSummary> shown = further ? rows.subList(0, ROWS) : rows;
        model.addAttribute("rows", shown);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        UriComponentsBuilder.fromPath("/customers")
                                .queryParamIfPresent("institution", Optional.ofNullable(institution))
                                .build(),
                        after,
                        further ? shown.getLast().no().value() : null));
        model.addAttribute(ScopeBar.ATTRIBUTE, chosen.bar("/customers", LocalDate.now(clock)));
        return "customer/list";
    }

    @PostMapping("/search")
    String search(
            @RequestParam @Nullable String text,
            @AuthenticationPrincipal SignedIn reader,
            HttpSession session,
            RedirectAttributes next) {
        if (text == null || text.isBlank()) {
            return "redirect:/customers";
        }
        List<CustomerNo> found = customers.search(text, ROWS, reader.scope());
        looks.record(
                AuditAction.CUSTOMERS_SEARCHED,
                "search",
                reader.scope(),
                Map.of("search", SearchKind.of(text), "found", found.size()));
        if (found.size() == 1) {
            next.addAttribute("no", found.getFirst().value());
            return "redirect:/customers/{no}";
        }
        if (found.isEmpty()) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("customers.notFound"));
            return "redirect:/customers";
        }
        session.setAttribute(
                FOUND, new ArrayList<>(found.stream().map(CustomerNo::value).toList()));
        return "redirect:/customers/found";
    }

    @GetMapping("/found")
    String found(@AuthenticationPrincipal SignedIn reader, HttpSession session, Model model) {
        List<CustomerNo> numbers = session.getAttribute(FOUND) instanceof List<?> found
                ? found.stream().map(no -> new CustomerNo(no.toString())).toList()
                : List.of();
        looks.record(
                AuditAction.CUSTOMERS_LISTED,
                "search",
                reader.scope(),
                Map.of("list", "search", "found", numbers.size()));
        model.addAttribute("rows", customers.withNumbers(numbers, reader.scope()));
        model.addAttribute("found", numbers.size());
        model.addAttribute("page", new KeysetPage("/customers", null, true));
        return "customer/list";
    }

    private static Optional<CustomerNo> number(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(CustomerNo::new);
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
