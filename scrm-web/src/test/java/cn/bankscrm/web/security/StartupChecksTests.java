package cn.bankscrm.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** With the settings where an installation has them: in environment variables. */
class StartupChecksTests {

    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private final Map<String, Object> variables = new HashMap<>(Map.of("SCRM_PUBLIC_URL", "https://scrm.bank.example"));

    @Test
    void acceptsAWholeConfiguration() {
        client("ACCEPT", "s0123456789abcdef", "imports,reports,operations,real-name,compliance,sales");
        set("SCRM_BOOTSTRAP_ADMIN_USERNAME", "root-admin");
        set("SCRM_BOOTSTRAP_ADMIN_PASSWORD", "Aa1!0123456789abcdef");
        set("SCRM_WECOM_CORP_ID", "ww0123456789abcdef");
        set("SCRM_WECOM_API_BASE_URL", "http://127.0.0.1:8090");
        for (String app : new String[] {"CONTACT", "CUSTOMER", "ARCHIVE", "WORKBENCH"}) {
            app(app, "SECRET", "sec" + app);
            app(app, "AGENT_ID", "1001");
            app(app, "TOKEN", "0123abcd");
            app(app, "ENCODING_AES_KEY", KEY);
        }
        assertThat(faults()).isEmpty();
    }

    @Test
    void acceptsAnInstallationThatIsNotYetConnectedToAnything() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void asksForThePublicAddress() {
        variables.clear();
        assertThat(faults()).singleElement().asString().startsWith("scrm.public-url is missing");
        set("SCRM_PUBLIC_URL", "bank.example");
        assertThat(faults()).singleElement().asString().startsWith("scrm.public-url is not an address");
    }

    @Test
    void asksForTheKeyRingWithAnOutsideDatabase() {
        set("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/scrm");
        assertThat(faults()).singleElement().asString().startsWith("scrm.privacy.keys is missing");
    }

    @Test
    void refusesOnePortForTwoPurposes() {
        set("SERVER_PORT", "8080");
        set("MANAGEMENT_SERVER_PORT", "8080");
        assertThat(faults()).singleElement().asString().startsWith("management.server.port");
    }

    @Test
    void refusesClientsWithShortSecretsOrOddScopes() {
        client("CRM", "short", "reports,everything");
        set("SCRM_API_CLIENTS_APP_SCOPES", "real-name");
        assertThat(faults())
                .containsExactlyInAnyOrder(
                        "scrm.api.clients.crm.secret is too short: 16 characters or more",
                        "scrm.api.clients.crm.scopes names an unknown scope: everything",
                        "scrm.api.clients.app.secret is missing");
    }

    @Test
    void takesAClientWithAnEmptySecretForNoneAtAll() {
        client("CORE", "", "imports,reports");
        assertThat(faults()).isEmpty();
    }

    @Test
    void refusesAnOutsideIssuerWithoutAnAudienceOrWithOddScopes() {
        set("SCRM_API_ISSUER_URI", "https://sso.bank.example/realms/bank");
        set("SCRM_API_ISSUER_SCOPES_REPORTS", "scrm.read");
        assertThat(faults()).singleElement().asString().startsWith("scrm.api.issuer.audience is missing");
        set("SCRM_API_ISSUER_AUDIENCE", "scrm");
        assertThat(faults()).isEmpty();
        set("SCRM_API_ISSUER_SCOPES_EVERYTHING", "scrm.all");
        assertThat(faults()).containsExactly("scrm.api.issuer.scopes names an unknown scope: everything");
        set("SCRM_API_ISSUER_URI", "https://scrm.bank.example");
        assertThat(faults()).anyMatch(fault -> fault.contains("the platform's own address"));
    }

    @Test
    void refusesAWeakOrHalfConfiguredFirstAdministrator() {
        set("SCRM_BOOTSTRAP_ADMIN_USERNAME", "root");
        assertThat(faults()).singleElement().asString().contains("both username and password");
        set("SCRM_BOOTSTRAP_ADMIN_PASSWORD", "Root-2026-x");
        assertThat(faults()).singleElement().asString().contains("too weak").doesNotContain("Root-2026-x");
    }

    @Test
    void refusesAppsThatAreConfiguredInPart() {
        set("SCRM_WECOM_CORP_ID", "ww0123456789abcdef");
        app("CUSTOMER", "SECRET", "secret");
        app("CUSTOMER", "TOKEN", "token");
        assertThat(faults())
                .containsExactly(
                        "scrm.wecom.apps.customer.encoding-aes-key is missing: the app is configured in part only");
        app("CUSTOMER", "ENCODING_AES_KEY", "tooShort");
        assertThat(faults()).singleElement().asString().contains("not 43");
        variables.remove("SCRM_WECOM_CORP_ID");
        app("CUSTOMER", "ENCODING_AES_KEY", KEY);
        assertThat(faults()).singleElement().asString().startsWith("scrm.wecom.corp-id is missing");
    }

    @Test
    void refusesTheDemonstrationsSecretsOutsideIt() {
        client("DEMO", "demo-client-secret", "reports");
        set("SCRM_WECOM_CORP_ID", "wwsimulator0000001");
        app("CONTACT", "SECRET", "demo-contact-secret");
        app("CONTACT", "TOKEN", "simulatorToken01");
        app("CONTACT", "ENCODING_AES_KEY", "simulatorAesKey0123456789abcdefghijklmnopqA");
        assertThat(faults()).hasSize(5).allMatch(fault -> fault.endsWith("which everybody knows"));
        set("SPRING_PROFILES_ACTIVE", "demo");
        assertThat(faults()).isEmpty();
    }

    @Test
    void saysEveryFaultAtOnceAndNoSecret() {
        variables.clear();
        client("CRM", "demo-tell", "reports");
        assertThat(faults()).hasSize(3).noneMatch(fault -> fault.contains("demo-tell"));
    }

    private java.util.List<String> faults() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return StartupChecks.faults(environment);
    }

    private void client(String id, String secret, String scopes) {
        set("SCRM_API_CLIENTS_" + id + "_SECRET", secret);
        set("SCRM_API_CLIENTS_" + id + "_SCOPES", scopes);
    }

    private void app(String name, String part, String value) {
        set("SCRM_WECOM_APPS_" + name + "_" + part, value);
    }

    private void set(String name, String value) {
        variables.put(name, value);
    }
}
