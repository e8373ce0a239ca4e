package cn.bankscrm.web.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The secrets of the configuration: of the API's clients, of the first administrator, of the apps in WeCom. */
final class ConfiguredSecrets {

    private static final int SHORTEST_CLIENT_SECRET = 16;
    private static final Set<String> SCOPES =
            Set.of("imports", "reports", "operations", "real-name", "compliance", "sales");
    private static final List<String> APPS = List.of("contact", "customer", "archive", "workbench");
    private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9+/]{43}");

    /** What the demonstration uses, and everybody can read in its source. */
    private static final Pattern DEMONSTRATION = Pattern.compile("(?i)demo-.*|simulator.*|w[wx]simulator.*");

    private final Environment environment;
    private final Map<String, Client> clients;

    /** A client of the API, as configured. */
    record Client(String secret, Set<String> scopes) {

        Client {
            secret = secret == null ? "" : secret;
            scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
        }
    }

    ConfiguredSecrets(Environment environment) {
        this.environment = environment;
        this.clients = new TreeMap<>(Binder.get(environment)
                .bind("scrm.api.clients", Bindable.mapOf(String.class, Client.class))
                .orElseGet(Map::of));
        // Compose hands over every variable, empty where it is not used: no such client then.
        clients.keySet().removeIf(id -> isEmpty("scrm.api.clients." + id + ".secret"));
    }

    void check(List<String> faults) {
        phone(faults);
        clients.forEach((id, client) -> client(id, client, faults));
        outsideIssuer(faults);
        firstAdministrator(faults);
        weCom(faults);
    }

    private static void client(String id, Client client, List<String> faults) {
        String name = "scrm.api.clients." + id;
        if (client.secret().isBlank()) {
            faults.add(name + ".secret is missing");
        } else if (client.secret().length() < SHORTEST_CLIENT_SECRET) {
            faults.add(name + ".secret is too short: " + SHORTEST_CLIENT_SECRET + " characters or more");
        }
        if (client.scopes().isEmpty()) {
            faults.add(name + ".scopes is missing: a client without scopes may do nothing");
        }
        client.scopes().stream()
                .filter(scope -> !SCOPES.contains(scope))
                .sorted()
                .forEach(scope -> faults.add(name + ".scopes names an unknown scope: " + scope));
    }

    private void outsideIssuer(List<String> faults) {
        String uri = text("scrm.api.issuer.uri");
        if (uri.isBlank()) {
            return;
        }
        if (!StartupChecks.isWebAddress(uri)) {
            faults.add("scrm.api.issuer.uri is not an address like https://sso.bank.example/realms/bank");
        } else if (uri.equals(text("scrm.public-url"))) {
            faults.add("scrm.api.issuer.uri is the platform's own address: it names another issuer, or none");
        }
        if (text("scrm.api.issuer.audience").isBlank()) {
            faults.add("scrm.api.issuer.audience is missing: tokens for the bank's other systems would be accepted");
        }
        Binder.get(environment)
                .bind("scrm.api.issuer.scopes", Bindable.mapOf(String.class, String.class))
                .orElseGet(Map::of)
                .keySet()
                .stream()
                .filter(scope -> !SCOPES.contains(scope))
                .sorted()
                .forEach(scope -> faults.add("scrm.api.issuer.scopes names an unknown scope: " + scope));
    }

    private void firstAdministrator(List<String> faults) {
        String username = text("scrm.bootstrap.admin.username");
        String password = text("scrm.bootstrap.admin.password");
        if (username.isBlank() != password.isBlank()) {
            faults.add("scrm.bootstrap.admin needs both username and password");
        } else if (!username.isBlank() && !PasswordRules.allow(username, password)) {
            faults.add("scrm.bootstrap.admin.password is too weak: " + PasswordRules.IN_WORDS);
        }
    }

    private void weCom(List<String> faults) {
        String base = text("scrm.wecom.api-base-url");
        if (!base.isBlank() && !StartupChecks.isWebAddress(base)) {
            faults.add("scrm.wecom.api-base-url is not an address like https://qyapi.weixin.qq.com");
        }
        List<String> configured = APPS.stream()
                .filter(app -> app(app).values().stream().anyMatch(value -> !value.isBlank()))
                .toList();
        if (!configured.isEmpty() && text("scrm.wecom.corp-id").isBlank()) {
            faults.add("scrm.wecom.corp-id is missing, although apps in WeCom are configured");
        }
        for (String name : configured) {
            Map<String, String> app = app(name);
            app.forEach((part, value) -> {
                if (value.isBlank() && (!part.equals("agent-id") || name.equals("workbench"))) {
                    faults.add(
                            "scrm.wecom.apps." + name + "." + part + " is missing: the app is configured in part only");
                }
            });
            String key = app.getOrDefault("encoding-aes-key", "");
            if (!key.isBlank() && !AES_KEY.matcher(key).matches()) {
                faults.add("scrm.wecom.apps." + name + ".encoding-aes-key is not 43 letters and digits");
            }
        }
    }

    /** The SMS gateway and the official account: whole or not at all. */
    private void phone(List<String> faults) {
        String gateway = text("scrm.sms.url");
        if (!gateway.isBlank() && !StartupChecks.isWebAddress(gateway)) {
            faults.add("scrm.sms.url is not an address like https://sms.bank.example/send");
        }
        if (gateway.isBlank() != text("scrm.sms.token").isBlank()) {
            faults.add("scrm.sms needs both url and token");
        }
        if (text("scrm.wechat.app-id").isBlank() != text("scrm.wechat.secret").isBlank()) {
            faults.add("scrm.wechat needs both app-id and secret");
        }
    }

    void refuseDemonstration(List<String> faults) {
        Map<String, String> secrets = new LinkedHashMap<>();
        clients.forEach((id, client) -> secrets.put("scrm.api.clients." + id + ".secret", client.secret()));
        secrets.put("scrm.bootstrap.admin.password", text("scrm.bootstrap.admin.password"));
        secrets.put("scrm.wecom.corp-id", text("scrm.wecom.corp-id"));
        for (String name : List.of("scrm.sms.token", "scrm.wechat.app-id", "scrm.wechat.secret")) {
            secrets.put(name, text(name));
        }
        APPS.forEach(
                name -> app(name).forEach((part, value) -> secrets.put("scrm.wecom.apps." + name + "." + part, value)));
        List<String> found = new ArrayList<>();
        secrets.forEach((name, value) -> {
            if (DEMONSTRATION.matcher(value).matches()) {
                found.add(name + " is that of the demonstration, which everybody knows");
            }
        });
        faults.addAll(found);
    }

    private Map<String, String> app(String name) {
        Map<String, String> app = new LinkedHashMap<>();
        for (String part : List.of("secret", "agent-id", "token", "encoding-aes-key")) {
            app.put(part, text("scrm.wecom.apps." + name + "." + part));
        }
        return app;
    }

    private boolean isEmpty(String name) {
        String value = environment.getProperty(name);
        return value != null && value.isBlank();
    }

    private String text(String name) {
        return environment.getProperty(name, "").strip();
    }
}
