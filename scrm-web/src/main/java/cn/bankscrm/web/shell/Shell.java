package cn.bankscrm.web.shell;

import cn.bankscrm.web.security.Role;
import cn.bankscrm.web.security.SignedIn;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the layout needs to know of the visitor and the page. Templates see it as {@code shell}.
 *
 * @param entries the visitor's navigation; empty before sign-in
 * @param name of the visitor; empty before sign-in
 * @param role of the visitor; null before sign-in
 * @param address the page's own path and query, for the language switch
 */
public record Shell(
        List<Entry> entries, String name, @Nullable Role role, String address) {

    static final String SECTION = Shell.class.getName() + ".section";

    /** A line of the navigation. */
    public record Entry(Section section, boolean current) {}

    public Shell {
        entries = List.copyOf(entries);
    }

    static Shell of(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication authentication
                        && authentication.getPrincipal() instanceof SignedIn person
                ? new Shell(entries(person.role(), request), person.displayName(), person.role(), address(request))
                : new Shell(List.of(), "", null, address(request));
    }

    private static List<Entry> entries(Role role, HttpServletRequest request) {
        Object lit = request.getAttribute(SECTION);
        List<Entry> entries = new ArrayList<>();
        for (Section section : Section.values()) {
            if (section.isFor(role)) {
                entries.add(new Entry(section, section == lit));
            }
        }
        return entries;
    }

    /** Of an error page it is the address that failed. */
    private static String address(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed != null) {
            return failed.toString();
        }
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** The same page in another language. */
    public String inLanguage(String tag) {
        return UriComponentsBuilder.fromUriString(address)
                .replaceQueryParam("lang", tag)
                .build()
                .toUriString();
    }

    /** The first character of the name, for the button of the person's menu. */
    public String initial() {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1));
    }

    public boolean searchesCustomers() {
        return entries.stream().anyMatch(entry -> entry.section() == Section.CUSTOMERS);
    }
}
