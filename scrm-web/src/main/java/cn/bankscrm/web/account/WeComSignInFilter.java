package cn.bankscrm.web.account;

import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.core.staff.WeComSignInUnavailable;
import cn.bankscrm.web.security.PublicAddress;
import cn.bankscrm.web.security.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Signs in whoever WeCom says has scanned the code: back from WeCom's page, in the browser that was sent there, as
 * somebody who has an account here.
 */
final class WeComSignInFilter extends AbstractAuthenticationProcessingFilter {

    static final String RETURN = PublicAddress.SIGN_IN + "/wecom/return";
    static final String STATE = WeComSignInFilter.class.getName() + ".state";

    private static final Logger log = LoggerFactory.getLogger(WeComSignInFilter.class);

    private final WeComSignIn weCom;
    private final Accounts accounts;
    private final AccountAudit audit;

    WeComSignInFilter(WeComSignIn weCom, Accounts accounts, AccountAudit audit) {
        super(PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, RETURN));
        this.weCom = weCom;
        this.accounts = accounts;
        this.audit = audit;
        setAuthenticationManager(request -> request);
        setAuthenticationSuccessHandler(new SavedRequestAwareAuthenticationSuccessHandler());
        setAuthenticationFailureHandler(new SimpleUrlAuthenticationFailureHandler(PublicAddress.SIGN_IN + "?wecom"));
    }

    @Override
    public Authentication attemptAuthentication(HttpServletRequest request, HttpServletResponse response) {
        String code = request.getParameter("code");
        if (code == null || !isOurs(request)) {
            throw new BadCredentialsException("Not sent by us");
        }
        SignedIn person = member(code);
        log.atInfo().addKeyValue("accountId", person.accountId()).log("Signed in by WeCom");
        audit.signedIn(person, "wecom");
        return UsernamePasswordAuthenticationToken.authenticated(person, null, person.authorities());
    }

    private SignedIn member(String code) {
        try {
            return weCom.memberOf(code).flatMap(accounts::signedInByWeCom).orElseThrow(this::refusal);
        } catch (WeComSignInUnavailable unavailable) {
            log.atWarn().log("WeCom did not say who signs in", unavailable);
            throw new AuthenticationServiceException("WeCom is not available", unavailable);
        }
    }

    private BadCredentialsException refusal() {
        audit.refused(AccountAudit.UNKNOWN, "wecom");
        return new BadCredentialsException("Nobody with an account");
    }

    /** The state serves once, right or wrong. */
    private static boolean isOurs(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String state = request.getParameter("state");
        if (session == null || state == null || !(session.getAttribute(STATE) instanceof String expected)) {
            return false;
        }
        session.removeAttribute(STATE);
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
    }
}
