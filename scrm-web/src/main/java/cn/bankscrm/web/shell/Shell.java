package cn.bankscrm.web.shell;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        List<Entry> entries, String name, @Nullable String role, String address) {

    static final String SECTION = Shell.class.getName() + ".section";

    /** A line of the navigation. */
    public record Entry(Section section, boolean current) {}

    public Shell {
        entries = List.copyOf(entries);
    }

    static Shell of(HttpServletRequest request) {
        Principal person = request.getUserPrincipal();
        if (person == null) {
            return new Shell(List.of(), "", null, address(request));
        }
        return new Shell(entries(request), person.getName(), role(request).orElse(null), address(request));
    }

    private static List<Entry> entries(HttpServletRequest request) {
        Object lit = request.getAttribute(SECTION);
        List<Entry> entries = new ArrayList<>();
        for (Section section : Section.values()) {
            if (section.roles().stream().anyMatch(request::isUserInRole)) {
                entries.add(new Entry(section, section == lit));
            }
        }
        return entries;
    }

    private static Optional<String> role(HttpServletRequest request) {
        return Section.HOME.roles().stream().filter(request::isUserInRole).findFirst();
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
