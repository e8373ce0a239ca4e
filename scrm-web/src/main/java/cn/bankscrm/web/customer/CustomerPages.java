package cn.bankscrm.web.customer;

import cn.bankscrm.core.activity.TimeLine;
import cn.bankscrm.core.activity.TimeLineEntry;
import cn.bankscrm.core.activity.TimeLineKind;
import cn.bankscrm.core.activity.TimeLinePage;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditQueries;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerProfile;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.customer.StaffRef;
import cn.bankscrm.core.note.NoteChannel;
import cn.bankscrm.core.note.Notes;
import cn.bankscrm.core.referral.Referrals;
import cn.bankscrm.web.security.SignedIn;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** Puts the customer's whole picture together for one reader. */
@Component
class CustomerPages {

    static final int LINES = 50;
    private static final int WATCHERS = 20;

    private final CustomerQueries customers;
    private final TimeLine timeLine;
    private final Notes notes;
    private final Referrals referrals;
    private final AuditQueries audit;
    private final AuditLog log;
    private final Clock clock;

    CustomerPages(
            CustomerQueries customers,
            TimeLine timeLine,
            Notes notes,
            Referrals referrals,
            AuditQueries audit,
            AuditLog log,
            Clock clock) {
        this.customers = customers;
        this.timeLine = timeLine;
        this.notes = notes;
        this.referrals = referrals;
        this.audit = audit;
        this.log = log;
        this.clock = clock;
    }

    /** @throws ResponseStatusException 404 where there is no such customer in the reader's scope */
    SeenCustomer seen(String no, SignedIn reader) {
        try {
            return customers
                    .see(new CustomerNo(no), reader.scope())
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException notANumber) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, null, notANumber);
        }
    }

    /** The look itself enters the audit log. */
    void opened(SeenCustomer customer) {
        log.record(
                AuditAction.CUSTOMER_OPENED,
                new AuditSubject(AuditSubject.Kind.CUSTOMER, customer.no().value(), customer.institution()));
    }

    CustomerProfile show(SeenCustomer seen, SignedIn reader, TimeLineForm filter, Model model) {
        CustomerProfile customer = customers.profile(seen);
        Powers may = Powers.of(reader);
        LocalDate today = LocalDate.now(clock);
        model.addAttribute("customer", customer);
        model.addAttribute("tags", ShownTags.of(customer.tags()));
        model.addAttribute("may", may);
        model.addAttribute("today", today);
        model.addAttribute("lanes", Lanes.of(customer, today, clock.getZone()));
        model.addAttribute("reminders", notes.reminders(seen));
        model.addAttribute("channels", NoteChannel.values());
        model.addAttribute("earliest", today.minusDays(NoteForm.DAYS_BACK));
        if (!model.containsAttribute("noteForm")) {
            model.addAttribute("noteForm", NoteForm.empty(today));
        }
        model.addAttribute("brought", referrals.brought(seen));
        model.addAttribute("broughtBy", referrals.broughtBy(seen));
        model.addAttribute(
                "code",
                reader.staff().flatMap(staff -> referrals.known(seen, staff)).orElse(null));
        model.addAttribute("watchers", may.watch() ? audit.of(seen, WATCHERS) : List.of());
        model.addAttribute("people", people(customer));
        lines(seen, filter, null, model);
        return customer;
    }

    /** A part of the time line alone. */
    void lines(SeenCustomer seen, TimeLineForm filter, @Nullable String after, Model model) {
        TimeLinePage page = timeLine.page(seen, filter.filter(), after, LINES);
        Map<Long, String> texts = notes.texts(
                seen,
                page.entries().stream()
                        .map(CustomerPages::note)
                        .filter(Objects::nonNull)
                        .map(Long::valueOf)
                        .toList());
        model.addAttribute("filter", filter);
        model.addAttribute(
                "groups",
                Arrays.stream(TimeLineKind.Group.values())
                        .map(group -> group.name().toLowerCase(Locale.ROOT))
                        .toList());
        model.addAttribute(
                "lines",
                new TimeLineView(
                        page.entries().stream()
                                .map(entry -> new TimeLineView.Row(entry, text(entry, texts)))
                                .toList(),
                        page.next() == null ? null : filter.next(seen.no().value(), page.next())));
    }

    private static @Nullable String note(TimeLineEntry entry) {
        return entry.details().get("note");
    }

    private static @Nullable String text(TimeLineEntry entry, Map<Long, String> texts) {
        String note = note(entry);
        return note == null ? null : texts.get(Long.valueOf(note));
    }

    /** Whom the time line can be filtered by: those whom the reader may know. */
    private static List<StaffRef> people(CustomerProfile customer) {
        return Stream.concat(
                        customer.managers().stream().map(CustomerProfile.Managed::manager),
                        customer.links().stream().map(CustomerProfile.Linked::member))
                .filter(Objects::nonNull)
                .filter(person -> !person.no().isEmpty())
                .distinct()
                .toList();
    }
}
