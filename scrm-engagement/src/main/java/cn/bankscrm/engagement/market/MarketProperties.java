package cn.bankscrm.engagement.market;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where market values come from: a folder or a URL, or nowhere.
 *
 * @param folder whose newest {@code *.csv} by name is read; null for none
 * @param url that answers with the same CSV; null for none
 * @param every how often the feed is asked
 * @param timeout patience for the URL
 */
@ConfigurationProperties("scrm.market")
record MarketProperties(
        @Nullable Path folder,
        @Nullable URI url,
        @DefaultValue("5m") Duration every,
        @DefaultValue("5s") Duration timeout) {

    MarketProperties {
        if (folder != null && url != null) {
            throw new IllegalArgumentException("scrm.market: a folder or a url, not both");
        }
        if (every.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException("scrm.market.every: ten seconds at least");
        }
    }
}
