package cn.bankscrm.simulator.phone;

import cn.bankscrm.simulator.api.SignInCodes;
import cn.bankscrm.simulator.data.Contact;
import cn.bankscrm.simulator.http.Request;
import cn.bankscrm.simulator.http.Response;
import cn.bankscrm.simulator.world.World;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * WeChat's side of page authorization by an official account: redeems the codes that its page hands out.
 *
 * <p>Source: developers.weixin.qq.com/doc/offiaccount, 网页授权, as read 2026-07.
 */
public final class WeChatAccount {
    private static final int SECONDS = 7200;

    private final String appId;
    private final String secret;
    private final World world;
    private final SignInCodes codes;

    /** An account with the codes of the page that hands them out. */
    public WeChatAccount(String appId, String secret, World world, SignInCodes codes) {
        this.appId = appId;
        this.secret = secret;
        this.world = world;
        this.codes = codes;
    }

    public String appId() {
        return appId;
    }

    /** Answers {@code /sns/oauth2/access_token}. */
    public Response accessToken(Request request) {
        if (!request.param("appid").equals(appId)) {
            return refusal(40013, "invalid appid");
        }
        if (!request.param("secret").equals(secret)) {
            return refusal(40125, "invalid appsecret");
        }
        return codes.redeemed(request.param("code"))
                .filter(who -> !who.member())
                .map(who -> person(who.id()))
                .orElseGet(() -> refusal(40029, "invalid code"));
    }

    private Response person(String externalUserid) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", "sim-" + externalUserid);
        answer.put("expires_in", SECONDS);
        answer.put("refresh_token", "sim-refresh-" + externalUserid);
        answer.put("openid", "oSim" + externalUserid);
        answer.put("scope", "snsapi_base");
        Optional<String> unionid = world.friends().contact(externalUserid).map(Contact::unionid);
        unionid.ifPresent(id -> answer.put("unionid", id));
        return Response.json(answer);
    }

    private static Response refusal(int code, String text) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("errcode", code);
        answer.put("errmsg", text);
        return Response.json(answer);
    }
}
