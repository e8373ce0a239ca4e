package cn.bankscrm.core.importing;

import cn.bankscrm.core.privacy.FieldCipher;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Where uploaded files wait. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

    @Bean
    EncryptedFiles importFiles(Environment environment, FieldCipher cipher) throws IOException {
        return new EncryptedFiles(Path.of(environment.getProperty("scrm.data-dir", ".data"), "imports"), cipher);
    }
}
