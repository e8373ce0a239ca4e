package cn.bankscrm.wecom.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** The pool of connections to WeCom, one for all apps. */
final class WeComConnections {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 64;
    private static final Duration IDLE = Duration.ofSeconds(30);

    private WeComConnections() {}

    /** Never repeats a request by itself and never follows a redirect: either could send a token astray or twice. */
    static CloseableHttpClient open() {
        RequestConfig timeouts = RequestConfig.custom()
                .setConnectionRequestTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()))
                .setConnectTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()))
                .setSocketTimeout(Math.toIntExact(READ_TIMEOUT.toMillis()))
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .build();
        return HttpClients.custom()
                .setDefaultRequestConfig(timeouts)
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS)
                .evictIdleConnections(IDLE.toSeconds(), TimeUnit.SECONDS)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .build();
    }
}
