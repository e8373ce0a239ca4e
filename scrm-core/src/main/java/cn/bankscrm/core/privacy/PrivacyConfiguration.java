package cn.bankscrm.core.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Finds the key ring, or makes the first one where that is safe. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PrivacyProperties.class)
class PrivacyConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PrivacyConfiguration.class);

    @Bean
    FieldCipher fieldCipher(PrivacyProperties properties, Environment environment) {
        String configured = properties.keys();
        if (configured != null && !configured.isBlank()) {
            return new TinkFieldCipher(PrivacyKeys.parse(configured));
        }
        if (environment.getProperty("spring.datasource.url") != null) {
            throw new IllegalStateException(
                    "scrm.privacy.keys is missing: with an outside database the key ring for personal data must be given");
        }
        return new TinkFieldCipher(keptIn(Path.of(environment.getProperty("scrm.data-dir", ".data"), "privacy.keys")));
    }

    private static PrivacyKeys keptIn(Path file) {
        try {
            if (Files.exists(file)) {
                return PrivacyKeys.parse(Files.readString(file));
            }
            PrivacyKeys made = PrivacyKeys.generate();
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path draft = Files.createTempFile(folder, "privacy", ".keys");
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(draft, made.write(), StandardOpenOption.SYNC);
            Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            log.atWarn()
                    .addKeyValue("file", file)
                    .log("A key ring for personal data was made; without this file the data cannot be read again");
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("The key ring for personal data cannot be kept in " + file, e);
        }
    }
}
