package cn.bankscrm.web.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;

/**
 * Somebody who signed in with a password that another person knows: the first administrator, or whoever was given one.
 * Until they choose their own they have no role, so that every page is closed but the one to choose it on, to which all
 * others lead.
 */
public final class MustChangePassword implements AccessDeniedHandler {

    /** What a session has instead of its role. */
    public static final List<GrantedAuthority> AUTHORITIES =
            List.of(new SimpleGrantedAuthority("MUST_CHANGE_PASSWORD"));

    static final String PAGE = "/account/password";

    private final AccessDeniedHandler otherwise = new AccessDeniedHandlerImpl();

    MustChangePassword() {}

    public static boolean holdsBack(@Nullable Authentication caller) {
        return caller != null && caller.getAuthorities().containsAll(AUTHORITIES);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException, ServletException {
        if (!holdsBack(SecurityContextHolder.getContext().getAuthentication())) {
            otherwise.handle(request, response, denied);
        } else if (request.getHeader("HX-Request") == null) {
            response.sendRedirect(request.getContextPath() + PAGE);
        } else {
            response.setHeader("HX-Redirect", request.getContextPath() + PAGE);
        }
    }
}
