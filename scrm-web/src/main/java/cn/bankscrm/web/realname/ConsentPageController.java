package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.ConsentTexts;
import cn.bankscrm.core.realname.Consents;
import cn.bankscrm.web.realname.RouteMetrics.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** The customer's consent: the text, what was agreed to when, and the way out of it. */
@RequestMapping("/h5/consent")
@Controller
class ConsentPageController {

    private final Consents consents;
    private final ConsentTexts texts;
    private final BankName bank;
    private final RouteMetrics metrics;

    ConsentPageController(Consents consents, ConsentTexts texts, BankName bank, RouteMetrics metrics) {
        this.consents = consents;
        this.texts = texts;
        this.bank = bank;
        this.metrics = metrics;
    }

    @ModelAttribute("bank")
    String bankName() {
        return bank.get();
    }

    @GetMapping("/text/{version}")
    String text(@PathVariable String version, Model model) {
        model.addAttribute(
                "text", texts.find(version).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "realname/text";
    }

    @GetMapping("/{token}")
    String show(@PathVariable String token, HttpServletResponse response, Model model) {
        Optional<Consents.OwnConsent> consent = consents.find(token);
        if (consent.isEmpty()) {
            metrics.refused(Refusal.FORGED_LINK);
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("why", "UNKNOWN");
            return "realname/closed";
        }
        model.addAttribute("consent", consent.get());
        model.addAttribute("current", texts.current().version());
        model.addAttribute("token", token);
        return "realname/consent";
    }

    /** Twice is as good as once: the page then shows that it is withdrawn. */
    @PostMapping("/{token}")
    String withdraw(@PathVariable String token, HttpServletResponse response, Model model) {
        consents.withdraw(token);
        return show(token, response, model);
    }
}
