package cn.bankscrm.wechat;

import cn.bankscrm.core.realname.UnionId;
import cn.bankscrm.core.realname.WeChatIdentity;
import cn.bankscrm.core.realname.WeChatUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Page authorization by an official account, with the silent scope.
 *
 * <p>Source: developers.weixin.qq.com/doc/offiaccount, 网页授权, as read 2026-07. A page opened in a snapshot answers for a
 * made-up person ({@code is_snapshotuser}); such an answer tells nothing.
 */
@Component
class WeChatPageAuthorization implements WeChatIdentity {

    private static final int LONGEST_CODE = 512;
    private static final int INVALID_CODE = 40029;
    private static final int USED_CODE = 40163;

    private final WeChatProperties properties;
    private final JsonMapper json;
    private final HttpClient http;

    WeChatPageAuthorization(WeChatProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .connectTimeout(properties.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public boolean available() {
        return !properties.appId().isBlank() && !properties.secret().isBlank();
    }

    @Override
    public URI authorizePage(String state, URI back) {
        return URI.create(base(properties.authorizeBaseUrl()) + "/connect/oauth2/authorize?appid="
                + encoded(properties.appId()) + "&redirect_uri=" + encoded(back.toString())
                + "&response_type=code&scope=snsapi_base&state=" + encoded(state) + "#wechat_redirect");
    }

    @Override
    public Optional<UnionId> personOf(String code) {
        if (code.isBlank() || code.length() > LONGEST_CODE) {
            return Optional.empty();
        }
        JsonNode answer = ask(URI.create(base(properties.apiBaseUrl()) + "/sns/oauth2/access_token?appid="
                + encoded(properties.appId()) + "&secret=" + encoded(properties.secret()) + "&code=" + encoded(code)
                + "&grant_type=authorization_code"));
        int refusal = answer.path("errcode").asInt(0);
        if (refusal == INVALID_CODE || refusal == USED_CODE) {
            return Optional.empty();
        }
        if (refusal != 0) {
            throw new WeChatUnavailable("WeChat answered " + refusal);
        }
        String unionId = answer.path("unionid").asString("");
        return unionId.isBlank() || answer.path("is_snapshotuser").asInt(0) == 1
                ? Optional.empty()
                : Optional.of(new UnionId(unionId));
    }

    private JsonNode ask(URI address) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(address)
                            .timeout(properties.timeout())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            @Nullable JsonNode body = json.readTree(answer.body());
            if (answer.statusCode() != 200 || body == null || !body.isObject()) {
                throw new WeChatUnavailable("WeChat answered with status " + answer.statusCode());
            }
            return body;
        } catch (IOException | JacksonException e) {
            // Not as the cause: an exception of the client names the address, and the address the secret.
            throw new WeChatUnavailable(
                    "WeChat cannot be asked: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WeChatUnavailable("Interrupted while asking WeChat", e);
        }
    }

    private static String base(URI uri) {
        String text = uri.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
