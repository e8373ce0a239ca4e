package cn.bankscrm.web.account;

import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.web.security.PublicAddress;
import jakarta.servlet.http.HttpSession;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Sends the browser to WeCom's page with the QR code. */
@Controller
class WeComSignInController {

    private static final int STATE_BYTES = 24;

    private final ObjectProvider<WeComSignIn> weCom;
    private final PublicAddress address;
    private final SecureRandom random = new SecureRandom();

    WeComSignInController(ObjectProvider<WeComSignIn> weCom, PublicAddress address) {
        this.weCom = weCom;
        this.address = address;
    }

    @GetMapping(PublicAddress.SIGN_IN + "/wecom")
    String toWeCom(HttpSession session) {
        WeComSignIn port = weCom.getIfAvailable();
        if (port == null || !port.available()) {
            return "redirect:" + PublicAddress.SIGN_IN;
        }
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = HexFormat.of().formatHex(bytes);
        session.setAttribute(WeComSignInFilter.STATE, state);
        return "redirect:" + port.signInPage(state, address.of(WeComSignInFilter.RETURN));
    }
}
