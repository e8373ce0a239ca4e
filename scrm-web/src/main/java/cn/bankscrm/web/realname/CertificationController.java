package cn.bankscrm.web.realname;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.realname.BindingId;
import cn.bankscrm.core.realname.Certifications;
import cn.bankscrm.core.realname.Certified;
import cn.bankscrm.core.realname.ConsentId;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One customer's certifications and consents, and staff's ways to end them. */
@Navigation(Section.CUSTOMERS)
@RequestMapping("/customers/{no}/bindings")
@Controller
class CertificationController {

    private final Certifications certifications;
    private final CustomerQueries customers;
    private final AuditLog log;

    CertificationController(Certifications certifications, CustomerQueries customers, AuditLog log) {
        this.certifications = certifications;
        this.customers = customers;
        this.log = log;
    }

    @GetMapping
    String list(@PathVariable String no, @AuthenticationPrincipal SignedIn reader, Model model) {
        SeenCustomer customer = number(no)
                .flatMap(number -> customers.see(number, reader.scope()))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        log.record(
                AuditAction.CUSTOMER_OPENED,
                new AuditSubject(AuditSubject.Kind.CUSTOMER, customer.no().value(), customer.institution()),
                null,
                Map.of("what", "bindings"));
        List<Certified> rows = certifications
                .of(customer.no(), reader.scope())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("no", no);
        model.addAttribute("rows", rows);
        return "realname/certifications";
    }

    @PostMapping("/{id:\\d{1,18}}/end")
    String end(
            @PathVariable String no,
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        return done(
                no,
                reason,
                next,
                "certifications.ended",
                (number, why) -> certifications.end(new BindingId(id), number, why, reader.scope()));
    }

    @PostMapping("/consents/{id:\\d{1,18}}/withdraw")
    String withdraw(
            @PathVariable String no,
            @PathVariable long id,
            @RequestParam @Nullable String reason,
            @AuthenticationPrincipal SignedIn reader,
            RedirectAttributes next) {
        return done(
                no,
                reason,
                next,
                "certifications.withdrawn",
                (number, why) -> certifications.withdraw(new ConsentId(id), number, why, reader.scope()));
    }

    /** Ends something of a customer's for a reason. */
    private interface Ending {

        /** @return whether it stood, in the reader's scope */
        boolean of(CustomerNo customer, String reason);
    }

    private static String done(
            String no, @Nullable String reason, RedirectAttributes next, String message, Ending ending) {
        CustomerNo number = number(no).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (reason == null || reason.length() > ReviewController.LONGEST_REASON) {
            next.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("review.reason.missing"));
        } else {
            next.addFlashAttribute(
                    Notice.ATTRIBUTE,
                    ending.of(number, reason) ? Notice.done(message) : Notice.problem("certifications.notStanding"));
        }
        next.addAttribute("no", no);
        return "redirect:/customers/{no}/bindings";
    }

    private static Optional<CustomerNo> number(String text) {
        try {
            return Optional.of(new CustomerNo(text));
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
