package cn.bankscrm.compliance.picture;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Reads the settings, and looks for the library that reads text. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PictureProperties.class)
class PictureConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PictureConfiguration.class);

    /** For one piece of a picture; five times what it takes on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Bean
    TextReading textReading(
            TextRows rows,
            PictureContents contents,
            PictureProperties properties,
            Environment environment,
            MeterRegistry registry) {
        Path data = Path.of(environment.getProperty("scrm.data-dir", ".data"));
        String told = properties.textLibrary();
        Path jars = told == null || told.isBlank() ? data.resolve("picture-text") : Path.of(told);
        Optional<TextLibrary> library = TextLibrary.in(jars, data.resolve("picture-text-program"));
        log.atInfo()
                .addKeyValue("library", library.isPresent())
                .log("Text in pictures of chats is read where its library is");
        return new TextReading(rows, contents, library.map(found -> new TextProcess(found, PATIENCE)), registry);
    }
}
