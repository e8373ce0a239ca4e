package cn.bankscrm.web.account;

import cn.bankscrm.web.security.MustChangePassword;
import cn.bankscrm.web.security.PublicAddress;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Lets everybody change their own password, which ends all their sessions. */
@Controller
class PasswordController {

    private final ChangingPasswords passwords;

    PasswordController(ChangingPasswords passwords) {
        this.passwords = passwords;
    }

    @GetMapping("/account/password")
    String show(Authentication caller, Model model) {
        if (MustChangePassword.holdsBack(caller)) {
            model.addAttribute(Notice.ATTRIBUTE, Notice.problem("password.required"));
        }
        return "account/password";
    }

    @PostMapping("/account/password")
    String change(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            SignedIn person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (passwords.change(person.name(), current, password)) {
            case DONE -> {
                new SecurityContextLogoutHandler().logout(request, response, null);
                yield "redirect:" + PublicAddress.SIGN_IN + "?changed";
            }
            case WRONG -> again("password.wrong", model);
            case WEAK -> again("accounts.refused.WEAK_PASSWORD", model);
            case SAME -> again("password.same", model);
        };
    }

    private static String again(String message, Model model) {
        model.addAttribute(Notice.ATTRIBUTE, Notice.problem(message));
        return "account/password";
    }
}
