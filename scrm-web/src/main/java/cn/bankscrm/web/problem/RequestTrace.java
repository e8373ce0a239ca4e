package cn.bankscrm.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request the id under which its log lines are found: that of the caller's trace, or a new one.
 *
 * <p>Source: W3C Trace Context, {@code traceparent}, as read 2026-11.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestTrace extends OncePerRequestFilter {

    static final String KEY = "traceId";

    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(KEY, traceId(request));
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(KEY);
        }
    }

    private static String traceId(HttpServletRequest request) {
        // Kept for the error dispatch, which is a request of its own to the filters.
        if (request.getAttribute(KEY) instanceof String known) {
            return known;
        }
        String parent = request.getHeader("traceparent");
        Matcher traced = TRACE_PARENT.matcher(parent == null ? "" : parent);
        String id = traced.matches() ? traced.group(1) : fresh();
        request.setAttribute(KEY, id);
        return id;
    }

    /** Unique enough to search for; not a secret. */
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
