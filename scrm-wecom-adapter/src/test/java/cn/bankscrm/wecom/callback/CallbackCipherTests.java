package cn.bankscrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.bankscrm.wecom.callback.CallbackRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class CallbackCipherTests {

    /** Encrypted by three other implementations, the first two by Tencent's documentation. */
    record Vector(
            String id,
            String token,
            String aeskey,
            String receiveid,
            String timestamp,
            String nonce,
            String plain,
            String encrypt,
            String signature) {}

    static List<Vector> vectors() {
        return JsonMapper.builder()
                .build()
                .readValue(
                        CallbackCipherTests.class.getResourceAsStream("crypto-vectors.json"), new TypeReference<>() {});
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensEveryVector(Vector v) {
        CallbackCipher cipher = new CallbackCipher(v.token, v.aeskey, v.receiveid);

        for (int again = 0; again < 3; again++) {
            assertThat(new String(cipher.open(v.signature, v.timestamp, v.nonce, v.encrypt), StandardCharsets.UTF_8))
                    .isEqualTo(v.plain);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void refusesEveryVectorOnceAnythingIsChanged(Vector v) {
        CallbackCipher cipher = new CallbackCipher(v.token, v.aeskey, v.receiveid);

        refused(Reason.SIGNATURE, cipher, otherThan(v.signature), v.timestamp, v.nonce, v.encrypt);
        refused(Reason.SIGNATURE, cipher, "", v.timestamp, v.nonce, v.encrypt);
        refused(Reason.SIGNATURE, cipher, v.signature, v.timestamp + "0", v.nonce, v.encrypt);
        refused(Reason.SIGNATURE, cipher, v.signature, v.timestamp, v.nonce + "0", v.encrypt);
        refused(Reason.SIGNATURE, cipher, v.signature, v.timestamp, v.nonce, "A" + v.encrypt);
        refused(
                Reason.SIGNATURE,
                new CallbackCipher("other", v.aeskey, v.receiveid),
                v.signature,
                v.timestamp,
                v.nonce,
                v.encrypt);
        refused(
                Reason.RECEIVER,
                new CallbackCipher(v.token, v.aeskey, "ww0000000000000000"),
                v.signature,
                v.timestamp,
                v.nonce,
                v.encrypt);
        assertThat(cipher.open(v.signature, v.timestamp, v.nonce, v.encrypt)).isNotEmpty();
    }

    @Test
    void refusesWhatIsSignedButNotEncryptedByOurKey() {
        CallbackCipher cipher = new CallbackCipher("token", WeComSender.AES_KEY, WeComSender.CORP);

        for (String encrypted : List.of("AAAA", "no base64!", "A".repeat(64), "A".repeat(43))) {
            String query = WeComSender.query("token", "1", "2", encrypted);
            String signature = query.substring("msg_signature=".length(), query.indexOf('&'));
            refused(Reason.MALFORMED, cipher, signature, "1", "2", encrypted);
        }
    }

    @Test
    void takesKeysWhoseLastBitsAreNotZero() {
        assertThat(new CallbackCipher("token", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "ww1"))
                .isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new CallbackCipher("token", "short", "ww1"));
    }

    private static String otherThan(String signature) {
        return (signature.startsWith("0") ? "1" : "0") + signature.substring(1);
    }

    private static void refused(
            Reason reason, CallbackCipher cipher, String signature, String timestamp, String nonce, String encrypted) {
        assertThatExceptionOfType(CallbackRefused.class)
                .isThrownBy(() -> cipher.open(signature, timestamp, nonce, encrypted))
                .matches(e -> e.reason() == reason, "is refused for " + reason);
    }
}
