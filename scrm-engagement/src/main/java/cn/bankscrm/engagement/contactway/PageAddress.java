package cn.bankscrm.engagement.contactway;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param publicUrl where customers find the platform: absolute, without a query */
@ConfigurationProperties("scrm")
record PageAddress(@DefaultValue("http://localhost:8080") URI publicUrl) {

    URI of(String code) {
        String base = publicUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/q/" + code);
    }
}
