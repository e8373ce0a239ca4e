package cn.bankscrm.compliance.evidence;

import cn.bankscrm.compliance.lexicon.LexiconInForce;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Finds the keys that sign, or makes the first one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EvidenceProperties.class)
class EvidenceConfiguration {

    @Bean
    PackHits packHits(LexiconInForce lexicon) {
        return new PackHits(lexicon::get);
    }

    @Bean
    EvidenceKeys evidenceKeys(EvidenceProperties properties, Environment environment) {
        String configured = properties.keys();
        if (configured != null && !configured.isBlank()) {
            return EvidenceKeys.parse(configured);
        }
        return EvidenceKeyFile.in(Path.of(environment.getProperty("scrm.data-dir", ".data")))
                .readOrMake();
    }
}
