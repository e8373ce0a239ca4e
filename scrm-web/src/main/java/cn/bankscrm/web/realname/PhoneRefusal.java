package cn.bankscrm.web.realname;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** What the phone pages of certification and of consent refuse in the same way. */
final class PhoneRefusal {

    private PhoneRefusal() {}

    /** Says when to come back; the form is shown again. */
    static void tooOften(Duration pause, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader("Retry-After", String.valueOf(Math.max(1, pause.toSeconds())));
        model.addAttribute("minutes", Math.max(1, pause.plusSeconds(59).toMinutes()));
    }

    /** @return the page that says that this bank does not certify by link now */
    static String off(HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
        model.addAttribute("why", "OFF");
        return "realname/closed";
    }
}
