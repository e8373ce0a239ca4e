package cn.bankscrm.web.account;

import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.web.security.PublicAddress;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page to sign in on. */
@Controller
class SignInPage {

    private final ObjectProvider<WeComSignIn> weCom;
    private final ObjectProvider<DemoAccounts> demo;

    SignInPage(ObjectProvider<WeComSignIn> weCom, ObjectProvider<DemoAccounts> demo) {
        this.weCom = weCom;
        this.demo = demo;
    }

    @GetMapping(PublicAddress.SIGN_IN)
    String show(Model model) {
        WeComSignIn byWeCom = weCom.getIfAvailable();
        model.addAttribute("weComSignIn", byWeCom != null && byWeCom.available());
        DemoAccounts accounts = demo.getIfAvailable();
        model.addAttribute("demoUsers", accounts == null ? List.of() : accounts.shown());
        return "security/sign-in";
    }
}
