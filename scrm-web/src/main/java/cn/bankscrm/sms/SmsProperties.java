package cn.bankscrm.sms;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where messages are posted; absent: no gateway, and no certification by link
 * @param token sent as a bearer token
 * @param timeout patience for one message
 */
@ConfigurationProperties("scrm.sms")
record SmsProperties(
        @Nullable URI url,
        @Nullable String token,
        @DefaultValue("5s") Duration timeout) {

    /** Without the token. */
    @Override
    public String toString() {
        return "SmsProperties[" + url + "]";
    }
}
