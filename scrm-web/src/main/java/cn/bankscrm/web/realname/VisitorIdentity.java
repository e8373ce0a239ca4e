package cn.bankscrm.web.realname;

import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.UnreadablePersonalData;
import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.core.realname.Visit;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Who visits a phone page: the address and features of the device, and what WeChat told. The latter travels through the
 * form, encrypted and bound to the link, so that no node has to remember it.
 */
@Component
class VisitorIdentity {

    private static final String FIELD = "phone-page.unionid";

    private final FieldCipher cipher;

    VisitorIdentity(FieldCipher cipher) {
        this.cipher = cipher;
    }

    static Visit visit(HttpServletRequest request) {
        return new Visit(
                request.getRemoteAddr(),
                header(request, HttpHeaders.USER_AGENT) + "\n" + header(request, HttpHeaders.ACCEPT_LANGUAGE) + "\n"
                        + header(request, "Sec-CH-UA") + "\n" + header(request, "Sec-CH-UA-Platform"));
    }

    static boolean inWeChat(HttpServletRequest request) {
        return header(request, HttpHeaders.USER_AGENT).toLowerCase(Locale.ROOT).contains("micromessenger");
    }

    String seal(String token, UnionId person) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(cipher.encrypt(FIELD, token + "\n" + person.value()));
    }

    /** @return empty for nothing, for what was altered, and for what belongs to another link */
    Optional<UnionId> open(String token, @Nullable String sealed) {
        if (sealed == null || sealed.isBlank() || sealed.length() > 1024) {
            return Optional.empty();
        }
        try {
            String[] parts =
                    cipher.decrypt(FIELD, Base64.getUrlDecoder().decode(sealed)).split("\n", 2);
            return parts[0].equals(token) ? Optional.of(new UnionId(parts[1])) : Optional.empty();
        } catch (UnreadablePersonalData | IllegalArgumentException altered) {
            return Optional.empty();
        }
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.substring(0, Math.min(512, value.length()));
    }
}
