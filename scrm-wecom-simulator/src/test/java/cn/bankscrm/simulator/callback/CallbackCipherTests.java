package cn.bankscrm.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.simulator.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The vectors were made and checked with three other implementations, the official one among them. */
class CallbackCipherTests {
    static Stream<JsonNode> vectors() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CallbackCipherTests.class.getResourceAsStream("/wecom-crypto-vectors.json"))) {
            return Json.MAPPER.readTree(in).valueStream().toList().stream();
        }
    }

    private static String text(JsonNode vector, String name) {
        return vector.path(name).asString();
    }

    private static CallbackCipher cipherOf(JsonNode vector) {
        CallbackKeys keys = new CallbackKeys(text(vector, "token"), text(vector, "aeskey"));
        return new CallbackCipher(keys, text(vector, "receiveid"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void encryptsByteForByteLikeTheOthers(JsonNode vector) {
        byte[] random = text(vector, "random").getBytes(StandardCharsets.US_ASCII);

        String encrypted = cipherOf(vector).encrypt(random, text(vector, "plain"));

        assertThat(encrypted).isEqualTo(text(vector, "encrypt"));
        assertThat(Base64.getDecoder().decode(encrypted))
                .hasSize(vector.path("cipher_bytes").asInt());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void signsLikeTheOthers(JsonNode vector) {
        assertThat(cipherOf(vector).sign(text(vector, "timestamp"), text(vector, "nonce"), text(vector, "encrypt")))
                .isEqualTo(text(vector, "signature"));
    }
}
