package cn.bankscrm.web.maintenance;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.CustomerLists;
import cn.bankscrm.core.maintenance.ContactBand;
import cn.bankscrm.core.maintenance.MaintenanceBoard;
import cn.bankscrm.core.maintenance.MaintenanceQueries;
import cn.bankscrm.core.maintenance.WaitingCustomer;
import cn.bankscrm.core.maintenance.WaitingCustomers;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.ExcelTable;
import cn.bankscrm.web.shell.KeysetPage;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.ScopeBar;
import cn.bankscrm.web.shell.Section;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** How long managed customers wait for an effective contact: figures, picture, and the customers behind them. */
@Navigation(Section.MAINTENANCE)
@RequestMapping("/maintenance")
@Controller
class MaintenanceController {

    private static final int MANAGERS = 50;
    private static final int SHORT_LIST = 10;
    private static final int ROWS = 50;
    private static final int MOST_EXPORTED = 100_000;
    private static final int EXPORTED_AT_ONCE = 1_000;

    /** Who waits: everybody not touched within 30 days. */
    private static final Set<ContactBand> WAITING =
            Set.of(ContactBand.NEVER, ContactBand.OVER_90, ContactBand.UP_TO_90, ContactBand.UP_TO_60);

    private static final List<String> COLUMNS = List.of(
            "customer.no",
            "customer.name",
            "customer.aum",
            "customer.manager",
            "maintenance.bands",
            "maintenance.lastAt",
            "maintenance.waiting");

    private final MaintenancePlaces places;
    private final MaintenanceQueries maintenance;
    private final WaitingCustomers waiting;
    private final CustomerLists audit;
    private final MessageSource messages;
    private final Clock clock;

    MaintenanceController(
            MaintenancePlaces places,
            MaintenanceQueries maintenance,
            WaitingCustomers waiting,
            CustomerLists audit,
            MessageSource messages,
            Clock clock) {
        this.places = places;
        this.maintenance = maintenance;
        this.waiting = waiting;
        this.audit = audit;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String staff,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        MaintenancePlace place = places.place(reader, institution, staff);
        recorded(AuditAction.CUSTOMERS_LISTED, place, null);
        shown(place, "/maintenance", model);
        MaintenanceBoard board = maintenance.board(place.id(), MANAGERS, place.scope());
        model.addAttribute("figures", board.figures());
        model.addAttribute("bands", ContactBand.values());
        model.addAttribute("below", board.below());
        model.addAttribute("managers", board.managers());
        model.addAttribute("most", MANAGERS);
        model.addAttribute("rows", waiting.list(WAITING, Optional.empty(), SHORT_LIST, place.scope()));
        return "maintenance/board";
    }

    @GetMapping("/customers")
    String customers(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String staff,
            @RequestParam @Nullable ContactBand band,
            @RequestParam @Nullable String after,
            @AuthenticationPrincipal SignedIn reader,
            Model model) {
        MaintenancePlace place = places.place(reader, institution, staff);
        recorded(AuditAction.CUSTOMERS_LISTED, place, band);
        List<WaitingCustomer> rows = waiting.list(bands(band), WaitingPositions.read(after), ROWS + 1, place.scope());
        boolean further = rows.size() > ROWS;
        List<WaitingCustomer> shown = further ? rows.subList(0, ROWS) : rows;
        shown(place, band == null ? "/maintenance/customers" : "/maintenance/customers?band=" + band, model);
        model.addAttribute("band", band);
        model.addAttribute("bands", ContactBand.values());
        model.addAttribute("rows", shown);
        model.addAttribute(
                "page",
                KeysetPage.of(
                        place.address("/maintenance/customers")
                                .queryParamIfPresent("band", Optional.ofNullable(band))
                                .build(),
                        after,
                        further ? WaitingPositions.write(shown.getLast()) : null));
        return "maintenance/customers";
    }

    @GetMapping("/export")
    void export(
            @RequestParam @Nullable String institution,
            @RequestParam @Nullable String staff,
            @RequestParam @Nullable ContactBand band,
            @AuthenticationPrincipal SignedIn reader,
            HttpServletResponse response)
            throws IOException {
        MaintenancePlace place = places.place(reader, institution, staff);
        recorded(AuditAction.CUSTOMERS_EXPORTED, place, band);
        ExcelTable.write(
                response,
                "maintenance-" + LocalDate.now(clock),
                text("maintenance.title"),
                COLUMNS.stream().map(this::text).toList(),
                rows -> each(place, band, rows));
    }

    private void each(
            MaintenancePlace place, @Nullable ContactBand band, Consumer<List<? extends @Nullable Object>> rows) {
        Optional<WaitingCustomer.Position> after = Optional.empty();
        for (int written = 0; written < MOST_EXPORTED; written += EXPORTED_AT_ONCE) {
            List<WaitingCustomer> part = waiting.list(bands(band), after, EXPORTED_AT_ONCE, place.scope());
            part.forEach(customer -> rows.accept(cells(customer)));
            if (part.size() < EXPORTED_AT_ONCE) {
                return;
            }
            after = Optional.of(part.getLast().position());
        }
    }

    private List<@Nullable Object> cells(WaitingCustomer customer) {
        return Arrays.<@Nullable Object>asList(
                customer.no().value(),
                customer.maskedName(),
                customer.aum(),
                customer.manager(),
                text("maintenance.band." + customer.band()),
                customer.lastAt() == null ? null : LocalDateTime.ofInstant(customer.lastAt(), clock.getZone()),
                customer.days());
    }

    private static Set<ContactBand> bands(@Nullable ContactBand band) {
        return band == null ? WAITING : EnumSet.of(band);
    }

    /** @param path of the page, with whatever another choice of institution should keep */
    private void shown(MaintenancePlace place, String path, Model model) {
        model.addAttribute("place", place);
        model.addAttribute(
                ScopeBar.ATTRIBUTE, new ScopeBar(path, place.institution(), place.name(), null, LocalDate.now(clock)));
    }

    private void recorded(AuditAction action, MaintenancePlace place, @Nullable ContactBand band) {
        audit.record(
                action,
                Optional.ofNullable(place.staff() == null ? place.institution() : place.staff())
                        .orElse("own"),
                place.scope(),
                Map.of("list", "maintenance", "band", band == null ? "WAITING" : band.name()));
    }

    private String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
