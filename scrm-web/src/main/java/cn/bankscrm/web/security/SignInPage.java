package cn.bankscrm.web.security;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page to sign in on. */
@Controller
class SignInPage {

    static final String PATH = "/sign-in";

    @GetMapping(PATH)
    String show() {
        return "security/sign-in";
    }
}
