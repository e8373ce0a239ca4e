package cn.bankscrm.core.realname;

import cn.bankscrm.core.privacy.FieldCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Links that nobody can make or alter: a random code, the end of its life, and a signature (HMAC-SHA-256 under the key
 * ring for personal data, 128 bits of it) over both and the purpose. A forged link costs no look at the database.
 */
@Component
class SignedLinks {

    private static final int BYTES = 16;
    private static final int RADIX = 36;
    private static final Pattern TOKEN =
            Pattern.compile("([0-9A-Za-z_-]{22})\\.([0-9a-z]{1,11})\\.([0-9A-Za-z_-]{22})");

    private final FieldCipher cipher;
    private final SecureRandom random = new SecureRandom();

    SignedLinks(FieldCipher cipher) {
        this.cipher = cipher;
    }

    /** What a link is good for; one made for one purpose does not serve another. */
    enum Purpose {
        BIND,
        CONSENT
    }

    /**
     * A link whose signature is right; whether it has expired is for the caller to say.
     *
     * @param code as stored
     */
    record Signed(String code, Instant until) {}

    String newCode() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param until in whole seconds */
    String sign(Purpose purpose, String code, Instant until) {
        String signed = code + "." + Long.toString(until.getEpochSecond(), RADIX);
        return signed + "." + signature(purpose, signed);
    }

    /** @return empty for anything that was not signed here for this purpose; found out in constant time */
    Optional<Signed> verify(Purpose purpose, String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String expected = signature(purpose, parts.group(1) + "." + parts.group(2));
        return MessageDigest.isEqual(ascii(expected), ascii(parts.group(3)))
                ? Optional.of(new Signed(parts.group(1), Instant.ofEpochSecond(Long.parseLong(parts.group(2), RADIX))))
                : Optional.empty();
    }

    private String signature(Purpose purpose, String signed) {
        byte[] mac = cipher.digest("realname.link", purpose + "\n" + signed);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, BYTES));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
