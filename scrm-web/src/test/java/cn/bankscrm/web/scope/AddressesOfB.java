package cn.bankscrm.web.scope;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.lang.annotation.Annotation;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.validation.Errors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Every page there is, by itself, with each key of branch B in its path, and with each in every parameter that the page
 * reads, one at a time; where it may read any, in every one of which some page is known to read a key. Once more with
 * all of these together, for whoever reads them besides the page itself.
 */
final class AddressesOfB {

    /** What an address may name of B: its institutions, its manager, its customer. */
    private static final List<String> KEYS = List.of("SCOPE-B", "SCOPE-B1", "SCOPE-SB1", "SCOPE-CB1");

    /** Every name under which pages take a key. */
    private static final Set<String> PARAMETERS =
            Set.of("institution", "key", "staff", "manager", "under", "no", "after", "q", "text");

    /** What a handler may be given that holds no parameter of the address. */
    private static final Set<Class<? extends Annotation>> ELSEWHERE =
            Set.of(PathVariable.class, RequestHeader.class, AuthenticationPrincipal.class);

    private static final List<Class<?>> NOTHING_ASKED = List.of(
            Model.class,
            RedirectAttributes.class,
            Errors.class,
            Locale.class,
            Principal.class,
            HttpSession.class,
            HttpServletResponse.class);

    /** A variable of a path, with what it allows where that is said. */
    private static final Pattern VARIABLE = Pattern.compile("\\{[a-zA-Z]+(?::([^/]+))?}(?=/|$|[.])");

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();
    private static final String ALWAYS = "?for=/customers&scope=staff";

    private AddressesOfB() {}

    static List<String> all(WebApplicationContext application) {
        Map<String, Set<String>> read = new TreeMap<>();
        for (RequestMappingHandlerMapping mapping :
                application.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                if (info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                    for (String pattern : info.getPatternValues()) {
                        read.computeIfAbsent(pattern, unseen -> new TreeSet<>()).addAll(read(handler));
                    }
                }
            });
        }
        List<String> addresses = new ArrayList<>();
        read.forEach((pattern, parameters) -> {
            if (!pattern.startsWith("/api/") && !pattern.startsWith("/sign-in")) {
                if (!pattern.contains("{")) {
                    addresses.add(pattern);
                }
                for (String key : keysFor(pattern)) {
                    String path = pattern.replaceAll("\\{[^/]*}", key);
                    if (!path.equals(pattern)) {
                        addresses.add(path);
                    }
                    for (String parameter : parameters) {
                        addresses.add(path + ALWAYS + "&" + parameter + "=" + key);
                    }
                    addresses.add(path
                            + ALWAYS
                            + String.join(
                                    "",
                                    PARAMETERS.stream()
                                            .map(each -> "&" + each + "=" + key)
                                            .toList()));
                }
            }
        });
        return addresses;
    }

    /** No handler is found for a key that its path does not allow. */
    private static List<String> keysFor(String pattern) {
        return KEYS.stream()
                .filter(key -> VARIABLE.matcher(pattern)
                        .results()
                        .allMatch(variable -> variable.group(1) == null || key.matches(variable.group(1))))
                .toList();
    }

    private static Set<String> read(HandlerMethod handler) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : handler.getMethodParameters()) {
            RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
            if (asked != null && !Map.class.isAssignableFrom(parameter.getParameterType())) {
                parameter.initParameterNameDiscovery(NAMES);
                names.add(asked.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : asked.name());
            } else if (!holdsNoParameter(parameter)) {
                names.addAll(PARAMETERS);
            }
        }
        return names;
    }

    private static boolean holdsNoParameter(MethodParameter parameter) {
        return Arrays.stream(parameter.getParameterAnnotations())
                        .anyMatch(annotation -> ELSEWHERE.contains(annotation.annotationType()))
                || NOTHING_ASKED.stream().anyMatch(type -> type.isAssignableFrom(parameter.getParameterType()));
    }
}
