package cn.bankscrm.web.importing;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.DeferredCsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * Checks the token against forged requests of an upload form. The security filter cannot: the token is the first part
 * of a body that only the page reads.
 */
public final class FormToken {

    public static final String FIELD = "_csrf";

    private FormToken() {}

    /** @param sent what stood in the form's hidden field; null when it was missing */
    public static boolean matches(HttpServletRequest request, @Nullable String sent) {
        if (sent == null
                || !(request.getAttribute(DeferredCsrfToken.class.getName()) instanceof DeferredCsrfToken kept)) {
            return false;
        }
        CsrfToken expected = kept.get();
        String actual = new XorCsrfTokenRequestAttributeHandler()
                .resolveCsrfTokenValue(
                        new HttpServletRequestWrapper(request) {
                            @Override
                            public @Nullable String getHeader(String name) {
                                return null;
                            }

                            @Override
                            public @Nullable String getParameter(String name) {
                                return name.equals(expected.getParameterName()) ? sent : null;
                            }
                        },
                        expected);
        return actual != null
                && MessageDigest.isEqual(
                        actual.getBytes(StandardCharsets.UTF_8),
                        expected.getToken().getBytes(StandardCharsets.UTF_8));
    }
}
