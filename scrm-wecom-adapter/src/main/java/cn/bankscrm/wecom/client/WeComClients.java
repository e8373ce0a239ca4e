package cn.bankscrm.wecom.client;

import cn.bankscrm.wecom.client.WeComFailure.Kind;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.apache.http.impl.client.CloseableHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** WxJava's services, one for each configured app, over one pool of connections. */
@Component
class WeComClients {

    private static final Logger log = LoggerFactory.getLogger(WeComClients.class);

    private final WeComProperties properties;
    private final CloseableHttpClient http = WeComConnections.open();
    private final Map<WeComApp, WeComTransport> services = new EnumMap<>(WeComApp.class);

    WeComClients(WeComProperties properties, TokenRows rows, CallWatch watch, Clock clock) {
        this.properties = properties;
        SharedTokens tokens = new SharedTokens(rows, app -> of(app).newToken(), properties, clock);
        for (WeComApp app : WeComApp.values()) {
            if (properties.secret(app).isPresent()) {
                services.put(app, new WeComTransport(app, config(app), http, tokens, watch));
            }
        }
        if (services.isEmpty()) {
            log.warn("WeCom is not configured (scrm.wecom.corp-id and the apps' secrets): nothing is asked of WeCom");
        } else {
            log.atInfo().addKeyValue("apps", services.keySet()).log("WeCom is configured");
        }
    }

    boolean has(WeComApp app) {
        return services.containsKey(app);
    }

    /** @throws WeComFailure when the app is not configured */
    WeComTransport of(WeComApp app) {
        WeComTransport service = services.get(app);
        if (service == null) {
            throw new WeComFailure(Kind.TOKEN, SharedTokens.API, 0, null, null);
        }
        return service;
    }

    @PreDestroy
    void close() throws IOException {
        http.close();
    }

    private WxCpDefaultConfigImpl config(WeComApp app) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setCorpId(properties.corpId());
        config.setBaseApiUrl(withoutSlash(properties.apiBaseUrl().toString()));
        properties.secret(app).ifPresent(config::setCorpSecret);
        return config;
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
