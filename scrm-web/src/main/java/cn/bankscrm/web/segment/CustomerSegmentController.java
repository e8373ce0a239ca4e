package cn.bankscrm.web.segment;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.customer.CustomerQueries;
import cn.bankscrm.core.segment.RuleSegment;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentMembers;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** Why a customer is in a segment: for the customer's page to show, or, without scripts, as a page of its own. */
@Navigation(Section.CUSTOMERS)
@RequestMapping("/customers/{no}/segments/{id:\\d{1,5}}")
@Controller
class CustomerSegmentController {

    private final CustomerQueries customers;
    private final SegmentRegister register;
    private final SegmentMembers members;
    private final RuleWords words;

    CustomerSegmentController(
            CustomerQueries customers, SegmentRegister register, SegmentMembers members, RuleWords words) {
        this.customers = customers;
        this.register = register;
        this.members = members;
        this.words = words;
    }

    @GetMapping
    String page(@PathVariable String no, @PathVariable int id, SignedIn reader, Model model) {
        show(no, id, reader, model);
        return "segment/customer";
    }

    @HxRequest
    @GetMapping
    String part(@PathVariable String no, @PathVariable int id, SignedIn reader, Model model) {
        show(no, id, reader, model);
        return "segment/customer :: part";
    }

    private void show(String no, int id, SignedIn reader, Model model) {
        CustomerNo customer = number(no)
                .filter(known -> customers.see(known, reader.scope()).isPresent())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        RuleSegment segment = Optional.of(id)
                .filter(known -> known <= Short.MAX_VALUE)
                .flatMap(known -> register.find(new SegmentId(known.shortValue())))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("no", customer.value());
        model.addAttribute("segment", segment);
        members.why(segment.id(), customer, reader.scope()).ifPresent(why -> {
            model.addAttribute("why", why);
            model.addAttribute("reasons", words.reasons(why.explanation()));
        });
    }

    private static Optional<CustomerNo> number(String text) {
        try {
            return Optional.of(new CustomerNo(text));
        } catch (IllegalArgumentException notANumber) {
            return Optional.empty();
        }
    }
}
