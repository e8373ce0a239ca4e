package cn.bankscrm.compliance.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PrivateKeysTests {

    private static final int PKCS8_HEAD = 26;

    @Test
    void opensWithTheKeyOfTheVersionAlone() throws GeneralSecurityException {
        KeyPair first = pair();
        KeyPair second = pair();
        PrivateKeys keys = new PrivateKeys(Map.of(1, pkcs8(first), 2, pkcs8(second)));
        String sealed = sealed(first, "random key");
        assertThat(keys.open(1, sealed)).contains("random key");
        assertThat(keys.open(2, sealed)).isEmpty();
        assertThat(keys.open(1, "no base64 \0")).isEmpty();
        assertThat(keys.versions()).containsExactly(1, 2);
        assertThat(keys.toString()).isEqualTo("PrivateKeys[1, 2]");
    }

    @Test
    void readsBothFormsOfPemAndLineBreaksWrittenOut() throws GeneralSecurityException {
        KeyPair pair = pair();
        String sealed = sealed(pair, "k");
        byte[] der = pair.getPrivate().getEncoded();
        String pkcs1 = "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(der, PKCS8_HEAD, der.length))
                + "\n-----END RSA PRIVATE KEY-----";
        assertThat(new PrivateKeys(Map.of(1, pkcs1)).open(1, sealed)).contains("k");
        assertThat(new PrivateKeys(Map.of(1, pkcs8(pair).replace("\n", "\\n"))).open(1, sealed))
                .contains("k");
    }

    @Test
    void refusesWhatIsNoKeyWithoutRepeatingIt() {
        assertThatThrownBy(() ->
                        new PrivateKeys(Map.of(3, "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private-keys.3")
                .hasMessageNotContaining("c2VjcmV0");
        assertThat(new PrivateKeys(Map.of(1, " ")).isEmpty())
                .as("compose hands over empty variables")
                .isTrue();
    }

    @Test
    void keysComeFromTheEnvironmentToo() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(
                                        "SCRM_WECOM_ARCHIVE_PRIVATEKEYS_1", "one",
                                        "SCRM_WECOM_ARCHIVE_PRIVATEKEYS_12", "twelve")));
        ConfigurationPropertySources.attach(environment);
        ArchiveProperties properties = Binder.get(environment)
                .bind("scrm.wecom.archive", ArchiveProperties.class)
                .get();
        assertThat(properties.privateKeys()).containsExactlyInAnyOrderEntriesOf(Map.of(1, "one", 12, "twelve"));
        assertThat(properties.toString()).doesNotContain("twelve");
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static String pkcs8(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static String sealed(KeyPair pair, String text) throws GeneralSecurityException {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, pair.getPublic());
        return Base64.getEncoder().encodeToString(rsa.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
