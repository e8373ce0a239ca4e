package cn.bankscrm.web.security;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Looks at the configuration before anything is started with it, and refuses with every fault at once, each in a
 * sentence that names the setting; never a secret itself.
 */
@Component
class StartupChecks implements BeanFactoryPostProcessor, EnvironmentAware, PriorityOrdered {

    private Environment environment = new org.springframework.core.env.StandardEnvironment();

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        List<String> faults = faults(environment);
        if (!faults.isEmpty()) {
            throw new ConfigurationFaults(faults);
        }
    }

    static List<String> faults(Environment environment) {
        List<String> faults = new ArrayList<>();
        publicUrl(environment, faults);
        ports(environment, faults);
        if (isSet(environment, "spring.datasource.url") && !isSet(environment, "scrm.privacy.keys")) {
            faults.add(
                    "scrm.privacy.keys is missing: with an outside database the key ring for personal data must be given");
        }
        ConfiguredSecrets secrets = new ConfiguredSecrets(environment);
        secrets.check(faults);
        if (!environment.acceptsProfiles(Profiles.of("demo"))) {
            secrets.refuseDemonstration(faults);
        }
        return faults;
    }

    private static void publicUrl(Environment environment, List<String> faults) {
        String url = environment.getProperty("scrm.public-url", "");
        if (url.isBlank()) {
            faults.add("scrm.public-url is missing: the address at which browsers and WeCom find the platform");
            return;
        }
        if (!isWebAddress(url)) {
            faults.add("scrm.public-url is not an address like https://scrm.bank.example (http or https, no query)");
        }
    }

    private static void ports(Environment environment, List<String> faults) {
        String port = environment.getProperty("server.port", "");
        if (!port.equals("0") && port.equals(environment.getProperty("management.server.port"))) {
            faults.add(
                    "management.server.port is the same as server.port: figures and health need a port of their own");
        }
    }

    static boolean isSet(Environment environment, String name) {
        return !environment.getProperty(name, "").isBlank();
    }

    static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (java.net.URISyntaxException notOne) {
            return false;
        }
    }
}
