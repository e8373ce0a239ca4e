package cn.bankscrm.web.realname;

import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.core.realname.WeChatIdentity;
import cn.bankscrm.core.realname.WeChatUnavailable;
import cn.bankscrm.web.realname.RouteMetrics.Refusal;
import cn.bankscrm.web.security.PublicAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The way to WeChat and back, silently, before the page is shown inside WeChat. The state lies in a cookie: an answer
 * counts only in the browser that was sent. Where WeChat does not answer the page does without.
 */
@Component
public class WeChatVisit {

    private static final Logger log = LoggerFactory.getLogger(WeChatVisit.class);
    private static final String COOKIE = "scrm-bind";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final int STATE_BYTES = 16;

    private final WeChatIdentity weChat;
    private final PublicAddress address;
    private final RouteMetrics metrics;
    private final SecureRandom random = new SecureRandom();

    WeChatVisit(WeChatIdentity weChat, PublicAddress address, RouteMetrics metrics) {
        this.weChat = weChat;
        this.address = address;
        this.metrics = metrics;
    }

    /**
     * @param back the path to which WeChat sends the visitor back
     * @param pages the path below which the answer counts
     * @return where to send the visitor; empty where they are not inside WeChat, or WeChat is not configured
     */
    public Optional<String> sendThere(
            String back, String pages, HttpServletRequest request, HttpServletResponse response) {
        if (!weChat.available() || !VisitorIdentity.inWeChat(request)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = HexFormat.of().formatHex(bytes);
        remember(state, pages, LIFE, response);
        return Optional.of(weChat.authorizePage(state, address.of(back)).toString());
    }

    /** @param pages as it was said when the visitor was sent */
    public Optional<UnionId> personBack(String pages, HttpServletRequest request, HttpServletResponse response) {
        String code = request.getParameter("code");
        if (code == null || !isOurs(request)) {
            metrics.refused(Refusal.FORGED_STATE);
            return Optional.empty();
        }
        remember("", pages, Duration.ZERO, response);
        try {
            return weChat.personOf(code);
        } catch (WeChatUnavailable unavailable) {
            log.atWarn().log("WeChat did not say who opens the page", unavailable);
            return Optional.empty();
        }
    }

    private static boolean isOurs(HttpServletRequest request) {
        String state = request.getParameter("state");
        Cookie[] cookies = request.getCookies();
        return state != null
                && cookies != null
                && Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .anyMatch(cookie -> MessageDigest.isEqual(
                                cookie.getValue().getBytes(StandardCharsets.UTF_8),
                                state.getBytes(StandardCharsets.UTF_8)));
    }

    private void remember(String state, String pages, Duration life, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, state)
                        .httpOnly(true)
                        .secure("https".equals(address.publicUrl().getScheme()))
                        .sameSite("Lax")
                        .path(pages)
                        .maxAge(life)
                        .build()
                        .toString());
    }
}
