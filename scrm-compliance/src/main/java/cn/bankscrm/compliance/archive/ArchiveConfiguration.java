package cn.bankscrm.compliance.archive;

import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Settings of the archive, and where its files lie. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ArchiveProperties.class, S3Properties.class})
class ArchiveConfiguration {

    @Bean
    MediaFolder mediaFolder(Environment environment) {
        return new MediaFolder(dataFolder(environment).resolve("chat-media-parts"));
    }

    @Bean
    MediaStore mediaStore(ArchiveProperties properties, S3Properties s3, Environment environment) {
        if (s3.isOn()) {
            return new S3MediaStore(s3);
        }
        return new FolderMediaStore(properties
                .folder()
                .map(Path::of)
                .orElseGet(() -> dataFolder(environment).resolve("chat-media")));
    }

    private static Path dataFolder(Environment environment) {
        return Path.of(environment.getProperty("scrm.data-dir", ".data"));
    }
}
