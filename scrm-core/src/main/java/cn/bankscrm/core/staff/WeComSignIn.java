package cn.bankscrm.core.staff;

import java.net.URI;
import java.util.Optional;

/** Signing in by WeCom's QR code (扫码登录): WeCom says which member scanned it. */
public interface WeComSignIn {

    /** Whether the platform has been told how to reach WeCom for it. */
    boolean available();

    /**
     * The page that shows the QR code.
     *
     * @param state comes back with the code; 1 to 128 letters and digits that nobody can guess
     * @param redirect where WeCom sends the browser afterwards, with {@code code} and {@code state}
     */
    URI signInPage(String state, URI redirect);

    /**
     * Redeems the code that came back; a code serves once, within five minutes. Not to be called inside a transaction.
     *
     * @return empty when the code is none (any more), or who scanned it is not a member of the corp
     * @throws WeComSignInUnavailable when WeCom gave no usable answer
     */
    Optional<WeComUserId> memberOf(String code);
}
