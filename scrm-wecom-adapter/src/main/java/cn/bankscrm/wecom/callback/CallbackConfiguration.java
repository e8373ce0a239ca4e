package cn.bankscrm.wecom.callback;

import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComProperties;
import cn.bankscrm.wecom.inbox.DurableInbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Opens the address for WeCom's callbacks, for each app that is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WeComProperties.class)
class CallbackConfiguration {

    static final String PATH = "/wecom/callback";

    @Bean
    ServletRegistrationBean<CallbackServlet> wecomCallbacks(
            WeComProperties properties, DurableInbox inbox, WelcomeQueue welcomes, MeterRegistry meters) {
        ServletRegistrationBean<CallbackServlet> registration = new ServletRegistrationBean<>(
                new CallbackServlet(ciphers(properties), inbox, welcomes, meters), PATH + "/*");
        registration.setName("wecomCallbacks");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    EarlyCallbacks earlyCallbacks(
            ServletRegistrationBean<CallbackServlet> wecomCallbacks, DurableInbox inbox, ApplicationContext context) {
        return new EarlyCallbacks(
                Objects.requireNonNull(wecomCallbacks.getServlet(), "the servlet was given above"), inbox, context);
    }

    @Bean
    FilterRegistrationBean<EarlyCallbacks> earlyCallbacksFilter(EarlyCallbacks earlyCallbacks) {
        FilterRegistrationBean<EarlyCallbacks> registration = new FilterRegistrationBean<>(earlyCallbacks);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    static Map<WeComApp, CallbackCipher> ciphers(WeComProperties properties) {
        Map<WeComApp, CallbackCipher> ciphers = new EnumMap<>(WeComApp.class);
        for (WeComApp app : WeComApp.values()) {
            properties
                    .app(app)
                    .filter(settings -> present(settings.token()) || present(settings.encodingAesKey()))
                    .ifPresent(settings -> ciphers.put(app, cipher(app, settings, properties)));
        }
        return ciphers;
    }

    private static CallbackCipher cipher(WeComApp app, WeComProperties.App settings, WeComProperties all) {
        String prefix = "scrm.wecom.apps." + app.key();
        String token = required(prefix + ".token", settings.token());
        String key = required(prefix + ".encoding-aes-key", settings.encodingAesKey());
        String corpId = required("scrm.wecom.corp-id", all.corpId());
        try {
            return new CallbackCipher(token, key, corpId);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(prefix + ".encoding-aes-key is not 43 letters and digits", e);
        }
    }

    private static boolean present(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is missing: WeCom's callbacks to this app need it");
        }
        return value;
    }
}
