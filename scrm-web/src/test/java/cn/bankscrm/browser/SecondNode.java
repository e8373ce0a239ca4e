package cn.bankscrm.browser;

import cn.bankscrm.ScrmApplication;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** The whole application once more, on the same database and with the same WeCom as the first. */
final class SecondNode implements AutoCloseable {

    /** What the initializers of the tests set. */
    private static final String SETTINGS = "test";

    private final ConfigurableApplicationContext application;

    SecondNode(ConfigurableEnvironment first) {
        PropertySource<?> settings =
                Objects.requireNonNull(first.getPropertySources().get(SETTINGS));
        application = new SpringApplicationBuilder(ScrmApplication.class)
                .profiles("test")
                .initializers(node -> node.getEnvironment().getPropertySources().addFirst(settings))
                .run();
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    String address(String path) {
        return "http://127.0.0.1:" + application.getEnvironment().getRequiredProperty("local.server.port") + path;
    }

    @Override
    public void close() {
        application.close();
    }
}
