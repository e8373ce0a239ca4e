package cn.bankscrm.web.tracking;

import cn.bankscrm.core.scope.InstitutionNode;
import cn.bankscrm.engagement.sales.ProductFunnel;
import cn.bankscrm.engagement.sales.ProductFunnels;
import cn.bankscrm.engagement.tracking.ReadContents;
import cn.bankscrm.web.institution.ChosenScope;
import cn.bankscrm.web.institution.ScopeChoices;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** How orders of products come along, and what of them links brought; and which content is read. */
@Navigation(Section.SALES)
@RequestMapping("/sales")
@Controller
class SalesController {

    private static final int MOST_CONTENT = 20;
    private static final List<String> COLUMNS = List.of(
            "sales.product",
            "sales.kind",
            "sales.state",
            "sales.orders",
            "sales.customers",
            "sales.amount",
            "sales.income",
            "sales.fromLinks",
            "sales.linkAmount",
            "sales.linkIncome");

    private final ProductFunnels products;
    private final ReadContents contents;
    private final ScopeChoices scopes;
    private final MessageSource messages;
    private final Clock clock;

    SalesController(
            ProductFunnels products, ReadContents contents, ScopeChoices scopes, MessageSource messages, Clock clock) {
        this.products = products;
        this.contents = contents;
        this.scopes = scopes;
        this.messages = messages;
        this.clock = clock;
    }

    /** Over which days orders are counted: the last so many, today included. */
    enum Days {
        MONTH(30),
        QUARTER(90),
        YEAR(365);

        private final int days;

        Days(int days) {
            this.days = days;
        }

        LocalDate since(LocalDate today) {
            return today.minusDays(days - 1L);
        }

        static Days of(@Nullable String word) {
            return Arrays.stream(values())
                    .filter(period -> period.name().equals(word))
                    .findFirst()
                    .orElse(MONTH);
        }
    }

    @GetMapping
    String page(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String period,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        ChosenScope chosen = scopes.choose(reader, institution);
        Days shown = Days.of(period);
        LocalDate today = LocalDate.now(clock);
        List<ProductFunnel> found = products.of(shown.since(today), today, chosen.scope());
        model.addAttribute("products", found);
        model.addAttribute("contents", contents.since(shown.since(today), MOST_CONTENT, chosen.scope()));
        model.addAttribute("period", shown);
        model.addAttribute("periods", Days.values());
        model.addAttribute("institution", institution);
        model.addAttribute(
                "name", chosen.institution().map(InstitutionNode::name).orElse(null));
        model.addAttribute(
                ScopeBar.ATTRIBUTE,
                chosen.bar(
                        UriComponentsBuilder.fromPath("/sales")
                                .queryParam("period", shown)
                                .toUriString(),
                        today));
        return "tracking/sales";
    }

    @GetMapping("/export")
    void export(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String period,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        ChosenScope chosen = scopes.choose(reader, institution);
        LocalDate today = LocalDate.now(clock);
        List<ProductFunnel> found = products.of(Days.of(period).since(today), today, chosen.scope());
        ExcelTable.write(
                response,
                "sales-" + today,
                text("sales.title"),
                text("sales.note"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> found.stream().flatMap(this::cells).forEach(rows));
    }

    private Stream<List<? extends @Nullable Object>> cells(ProductFunnel product) {
        return product.steps().stream()
                .map(step -> List.<Object>of(
                        product.productCode(),
                        text("sales.kind." + product.kind()),
                        text("sales.state." + step.state()),
                        step.orders(),
                        step.customers(),
                        step.amount(),
                        step.income(),
                        step.fromLinks(),
                        step.linkAmount(),
                        step.linkIncome()));
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
