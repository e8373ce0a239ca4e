package cn.bankscrm.engagement.market;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The feed that the bank named, or none. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MarketProperties.class)
class MarketConfiguration {

    @Bean
    MarketBoard marketBoard(MarketProperties properties, Clock clock) {
        return new MarketBoard(feed(properties), clock);
    }

    @Bean
    MarketWorker marketWorker(MarketBoard board, MarketProperties properties) {
        return new MarketWorker(board, properties.every());
    }

    private static Optional<MarketFeed> feed(MarketProperties properties) {
        Path folder = properties.folder();
        URI url = properties.url();
        if (url != null) {
            return Optional.of(new HttpMarketFeed(url, properties.timeout()));
        }
        return Optional.ofNullable(folder).map(CsvMarketFeed::new);
    }
}
