package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.privacy.FieldCipher;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Codes that nobody can make: 96 random bits and 48 bits of their keyed digest, under the key ring for personal data. A
 * guess is refused before anything is looked up.
 */
@Component
class LinkCodes {

    private static final String FIELD = "tracked.link";
    private static final int RANDOM = 12;
    private static final int CHECK = 6;

    private final FieldCipher cipher;
    private final SecureRandom random = new SecureRandom();

    LinkCodes(FieldCipher cipher) {
        this.cipher = cipher;
    }

    String next() {
        byte[] made = new byte[RANDOM];
        random.nextBytes(made);
        byte[] code = Arrays.copyOf(made, RANDOM + CHECK);
        System.arraycopy(check(made), 0, code, RANDOM, CHECK);
        return Base62.write(code);
    }

    boolean madeHere(String code) {
        return Base62.read(code, RANDOM + CHECK)
                .filter(read -> MessageDigest.isEqual(
                        check(Arrays.copyOf(read, RANDOM)), Arrays.copyOfRange(read, RANDOM, RANDOM + CHECK)))
                .isPresent();
    }

    private byte[] check(byte[] made) {
        return Arrays.copyOf(cipher.digest(FIELD, Base64.getEncoder().encodeToString(made)), CHECK);
    }
}
