package cn.bankscrm.wecom.signin;

import cn.bankscrm.core.staff.WeComSignIn;
import cn.bankscrm.core.staff.WeComSignInUnavailable;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import cn.bankscrm.wecom.client.WeComProperties;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * WeCom's web login with the workbench app.
 *
 * <p>Source: developer.work.weixin.qq.com, pages 98152 (构造企业微信登录链接) and 98176 (获取用户登录身份), as read 2026-07.
 */
@Component
class WeComQrSignIn implements WeComSignIn {

    private static final int LONGEST_CODE = 512;

    private final WeComApi api;
    private final WeComProperties properties;

    WeComQrSignIn(WeComApi api, WeComProperties properties) {
        this.api = api;
        this.properties = properties;
    }

    @Override
    public boolean available() {
        return api.knows(WeComApp.WORKBENCH) && !agentId().isBlank();
    }

    @Override
    public URI signInPage(String state, URI redirect) {
        String base = properties.loginBaseUrl().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base)
                + "/wwlogin/sso/login?login_type=CorpApp&appid=" + encoded(properties.corpId())
                + "&agentid=" + encoded(agentId())
                + "&redirect_uri=" + encoded(redirect.toString())
                + "&state=" + encoded(state));
    }

    @Override
    public Optional<WeComUserId> memberOf(String code) {
        if (code.isBlank() || code.length() > LONGEST_CODE) {
            return Optional.empty();
        }
        try {
            return api.get(
                    WeComApp.WORKBENCH,
                    "auth/getuserinfo",
                    Map.of("code", code),
                    Identity.class,
                    identity -> Optional.ofNullable(identity.userid()).map(WeComUserId::new));
        } catch (WeComFailure failure) {
            if (failure.saysNoSignInCode()) {
                return Optional.empty();
            }
            throw new WeComSignInUnavailable("WeCom does not say who scanned: " + failure.kind(), failure);
        }
    }

    private String agentId() {
        return properties
                .app(WeComApp.WORKBENCH)
                .map(WeComProperties.App::agentId)
                .orElse("");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** @param userid absent where the person is not a member of the corp */
    private record Identity(@Nullable String userid) {}
}
