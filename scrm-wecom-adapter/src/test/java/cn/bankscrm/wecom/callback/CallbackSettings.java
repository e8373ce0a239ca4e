package cn.bankscrm.wecom.callback;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Configures the apps "contact" and "customer"; "archive" and "workbench" are not. */
public final class CallbackSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String RING =
            keySet(PredefinedAeadParameters.AES256_GCM) + "." + keySet(PredefinedPrfParameters.HMAC_SHA256_PRF);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.threads.virtual.enabled=true",
                        "spring.jpa.hibernate.ddl-auto=none",
                        "spring.flyway.enabled=false",
                        "db-scheduler.enabled=false",
                        "scrm.privacy.keys=" + RING,
                        "scrm.wecom.corp-id=" + WeComSender.CORP,
                        "scrm.wecom.apps.contact.token=" + WeComSender.TOKEN,
                        "scrm.wecom.apps.contact.encoding-aes-key=" + WeComSender.AES_KEY,
                        "scrm.wecom.apps.customer.token=" + WeComSender.TOKEN,
                        "scrm.wecom.apps.customer.encoding-aes-key=" + WeComSender.AES_KEY)
                .applyTo(context);
    }

    private static String keySet(Parameters parameters) {
        try {
            AeadConfig.register();
            PrfConfig.register();
            Configuration tink = RegistryConfiguration.get();
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(parameters, tink), tink, InsecureSecretKeyAccess.get());
            return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
