package cn.bankscrm.web.coverage;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.kpi.coverage.CoverageQueries;
import cn.bankscrm.kpi.coverage.CoverageSegment;
import cn.bankscrm.kpi.coverage.ManagedCustomer;
import cn.bankscrm.kpi.coverage.ManagedCustomers;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.Figures;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The customers behind a figure of the coverage page as an Excel file, the most valuable first: within the reader's
 * scope, masked, and written into the audit log. Where there are more than a file holds, the file says so.
 */
@Controller
class CoveredCustomersExport {

    private static final int NAMED_AT_ONCE = 500;
    private static final List<String> COLUMNS = List.of(
            "customer.no",
            "customer.name",
            "customer.segments",
            "customer.aum",
            "coverage.customers.managerNo",
            "customer.manager",
            "coverage.standing");

    private final CoveredChoices choices;
    private final CoverageQueries coverage;
    private final ManagedCustomers managed;
    private final CustomerQueries customers;
    private final Figures figures;
    private final MessageSource messages;

    CoveredCustomersExport(
            CoveredChoices choices,
            CoverageQueries coverage,
            ManagedCustomers managed,
            CustomerQueries customers,
            Figures figures,
            MessageSource messages) {
        this.choices = choices;
        this.coverage = coverage;
        this.managed = managed;
        this.customers = customers;
        this.figures = figures;
        this.messages = messages;
    }

    @GetMapping("/coverage/customers/export")
    void export(
            CoveragePlace place,
            @RequestParam @Nullable String segment,
            @RequestParam(defaultValue = "all") String covered,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        CoveredChoice choice = choices.choose(AuditAction.CUSTOMERS_EXPORTED, place, segment, covered, reader);
        ExcelTable.write(
                response,
                "coverage-customers-" + choice.at().subject().key().replaceAll("[^0-9A-Za-z]", "") + "-"
                        + coverage.today(),
                text("coverage.customers.title", choice.cell().name()),
                note(choice),
                COLUMNS.stream().map(this::text).toList(),
                rows -> each(choice, reader.scope(), rows));
    }

    private String note(CoveredChoice choice) {
        return text(
                choice.count() > ManagedCustomers.MOST_EXPORTED
                        ? "coverage.customers.exportCut"
                        : "coverage.customers.exportAll",
                text("coverage.customers." + choice.label()),
                choice.segment().name(),
                coverage.today(),
                figures.count(choice.count()),
                figures.count(ManagedCustomers.MOST_EXPORTED));
    }

    private void each(CoveredChoice choice, DataScope scope, Consumer<List<? extends @Nullable Object>> rows) {
        List<ManagedCustomer> part = new ArrayList<>(NAMED_AT_ONCE);
        managed.each(choice.at().subject(), choice.segment(), choice.covered(), scope, customer -> {
            part.add(customer);
            if (part.size() == NAMED_AT_ONCE) {
                write(part, scope, rows);
                part.clear();
            }
        });
        write(part, scope, rows);
    }

    private void write(List<ManagedCustomer> part, DataScope scope, Consumer<List<? extends @Nullable Object>> rows) {
        Map<CustomerNo, String> names =
                customers.maskedNames(part.stream().map(ManagedCustomer::number).toList(), scope);
        part.forEach(
                customer -> rows.accept(cells(customer, names.getOrDefault(customer.number(), CoverageBoard.NO_NAME))));
    }

    private List<Object> cells(ManagedCustomer customer, String name) {
        return List.of(
                customer.number().value(),
                name,
                customer.segments().stream().map(CoverageSegment::name).collect(Collectors.joining("、")),
                customer.aum(),
                customer.manager().value(),
                customer.managerName(),
                text("coverage.standing." + customer.standing()));
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
