package cn.bankscrm.core.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyRingTests {

    private final String first = KeyRing.COMMAND.ring(new String[0], "");

    @Test
    void isAnotherEachTimeAndFitsOneLineOfAnEnvironmentFile() {
        assertThat(KeyRing.COMMAND.ring(new String[0], "")).isNotEqualTo(first);
        assertThat(first).matches("[A-Za-z0-9+/=]+\\.[A-Za-z0-9+/=]+");
    }

    @Test
    void readsAfterRotationsWhatAnyOlderKeyEncrypted() {
        String second = KeyRing.COMMAND.ring(new String[] {"rotate"}, first);
        String third = KeyRing.COMMAND.ring(new String[] {"rotate"}, second);
        byte[] old = cipher(first).encrypt("customer.name", "王小明");
        byte[] newer = cipher(second).encrypt("customer.name", "李雷");

        assertThat(cipher(third).decrypt("customer.name", old)).isEqualTo("王小明");
        assertThat(cipher(third).decrypt("customer.name", newer)).isEqualTo("李雷");
    }

    @Test
    void encryptsByTheNewKeyOnceRotated() {
        byte[] written =
                cipher(KeyRing.COMMAND.ring(new String[] {"rotate"}, first)).encrypt("customer.name", "王小明");

        assertThatThrownBy(() -> cipher(first).decrypt("customer.name", written))
                .isInstanceOf(UnreadablePersonalData.class);
    }

    @Test
    void findsByDigestWhatWasStoredBeforeTheRotation() {
        assertThat(cipher(KeyRing.COMMAND.ring(new String[] {"rotate"}, first))
                        .digest("customer.mobile", "13800000000"))
                .isEqualTo(cipher(first).digest("customer.mobile", "13800000000"));
    }

    @Test
    void refusesWhatItCannotDoWithoutRepeatingKeys() {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.COMMAND.ring(new String[] {"rotate"}, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyRing.COMMAND.ring(new String[] {first}, first));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyRing.COMMAND.ring(new String[] {"rotate"}, first.substring(5)))
                .withMessageNotContaining(first.substring(5, 40));
    }

    private static FieldCipher cipher(String ring) {
        return new TinkFieldCipher(PrivacyKeys.parse(ring));
    }
}
