package cn.bankscrm.web.security;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where browsers and WeCom find the platform.
 *
 * @param publicUrl absolute, without a query
 */
@ConfigurationProperties("scrm")
public record PublicAddress(URI publicUrl) {

    /** The page to sign in on. */
    public static final String SIGN_IN = "/sign-in";

    /** @param path of a page, with its leading slash */
    public URI of(String path) {
        String base = publicUrl.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }
}
