package cn.bankscrm.engagement.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Codes are told from guesses without looking anything up. */
class LinkCodesTests {

    private final LinkCodes codes = new LinkCodes(new DigestsOnly("a key"));

    @Property
    void bytesComeBackAsTheyWere(@ForAll byte[] bytes) {
        assertThat(Base62.read(Base62.write(bytes), bytes.length)).hasValue(bytes);
    }

    @Property(tries = 300)
    void knowsItsOwn() {
        String code = codes.next();
        assertThat(code).hasSize(25).matches("[0-9A-Za-z]+");
        assertThat(codes.madeHere(code)).isTrue();
        assertThat(new LinkCodes(new DigestsOnly("another key")).madeHere(code)).isFalse();
    }

    @Property
    void refusesGuesses(@ForAll("guesses") String guess) {
        assertThat(codes.madeHere(guess)).isFalse();
    }

    @Property
    void refusesACodeWithOneCharacterChanged(@ForAll("places") int place, @ForAll("characters") char other) {
        String code = codes.next();
        String altered = code.substring(0, place) + other + code.substring(place + 1);
        assertThat(codes.madeHere(altered)).isEqualTo(altered.equals(code));
    }

    @Example
    void doesNotRepeatItself() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            made.add(codes.next());
        }
        assertThat(made).hasSize(2_000);
    }

    @Provide
    Arbitrary<String> guesses() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().alpha().numeric().ofLength(25),
                Arbitraries.strings().withChars('z', '0').ofLength(25));
    }

    @Provide
    Arbitrary<Integer> places() {
        return Arbitraries.integers().between(0, 24);
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.chars().alpha().numeric();
    }

    /** The digest of the platform's key ring, under a key of the test's own. */
    record DigestsOnly(String key) implements FieldCipher {

        @Override
        public byte[] encrypt(String field, String plain) {
            return plain.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decrypt(String field, byte[] encrypted) {
            return new String(encrypted, StandardCharsets.UTF_8);
        }

        @Override
        public byte[] digest(String field, String plain) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                return Arrays.copyOf(mac.doFinal((field + "\n" + plain).getBytes(StandardCharsets.UTF_8)), 32);
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
