package cn.bankscrm.web.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.UnreadablePersonalData;
import cn.bankscrm.engagement.tracking.Visitor;
import cn.bankscrm.web.security.PublicAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * By what a browser is known again on the pages of tracked links, and nowhere else: a random mark and, where WeChat
 * named its owner, the contact, both encrypted. No script reads it, and no other site gets it.
 */
@Component
class ReaderCookie {

    static final String NAME = "scrm-reader";
    private static final String FIELD = "tracked.reader";
    private static final Duration LIFE = Duration.ofDays(180);
    private static final int MARK_BYTES = 16;
    private static final int LONGEST = 512;

    private final FieldCipher cipher;
    private final boolean secure;
    private final SecureRandom random = new SecureRandom();

    ReaderCookie(FieldCipher cipher, PublicAddress address) {
        this.cipher = cipher;
        this.secure = "https".equals(address.publicUrl().getScheme());
    }

    /** @return empty for a browser that comes for the first time, and for what was altered */
    Optional<Visitor> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .flatMap(cookie -> open(cookie.getValue()).stream())
                        .findFirst();
    }

    /** A visitor who has not been here before, or is now known as somebody. */
    Visitor write(Optional<Visitor> known, Optional<ExternalContactId> recognised, HttpServletResponse response) {
        byte[] bytes = new byte[MARK_BYTES];
        random.nextBytes(bytes);
        Visitor visitor = new Visitor(
                known.map(Visitor::mark).orElseGet(() -> HexFormat.of().formatHex(bytes)), recognised);
        String value = visitor.mark() + "\n"
                + recognised.map(contact -> Long.toString(contact.value())).orElse("");
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(
                                NAME,
                                Base64.getUrlEncoder().withoutPadding().encodeToString(cipher.encrypt(FIELD, value)))
                        .httpOnly(true)
                        .secure(secure)
                        .sameSite("Lax")
                        .path("/l")
                        .maxAge(LIFE)
                        .build()
                        .toString());
        return visitor;
    }

    private Optional<Visitor> open(String sealed) {
        if (sealed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String[] parts =
                    cipher.decrypt(FIELD, Base64.getUrlDecoder().decode(sealed)).split("\n", -1);
            return Optional.of(new Visitor(
                    parts[0],
                    parts[1].isEmpty()
                            ? Optional.empty()
                            : Optional.of(new ExternalContactId(Long.parseLong(parts[1])))));
        } catch (UnreadablePersonalData | IllegalArgumentException altered) {
            return Optional.empty();
        }
    }
}
