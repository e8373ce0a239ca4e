package cn.bankscrm.wecom.callback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;
import org.apache.commons.codec.digest.DigestUtils;

/** WeCom's side of the callback protocol, by WxJava's cryptography: what is wrong in ours must not be wrong in it. */
public final class WeComSender {

    public static final String CORP = "ww1234567890abcdef";
    public static final String TOKEN = "bankScrmToken01";
    public static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    public WeComSender(int port) {
        this.address = "http://localhost:" + port + "/wecom/callback/";
    }

    public record Answer(int status, String body) {}

    /** Encrypts anew for each delivery, as WeCom does. */
    public Answer deliver(String app, String event) {
        return deliver(app, event, CORP, TOKEN);
    }

    public Answer deliver(String app, String event, String corp, String token) {
        String encrypted = encrypt(event, corp);
        String timestamp = "1700000000";
        String nonce = UUID.randomUUID().toString();
        return post(app, query(token, timestamp, nonce, encrypted), envelope(encrypted));
    }

    public static String encrypt(String text, String corp) {
        WxCpDefaultConfigImpl settings = new WxCpDefaultConfigImpl();
        settings.setToken(TOKEN);
        settings.setAesKey(AES_KEY);
        settings.setCorpId(corp);
        return new WxCpCryptUtil(settings).encrypt(UUID.randomUUID().toString().substring(0, 16), text);
    }

    public static String envelope(String encrypted) {
        return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA["
                + encrypted + "]]></Encrypt></xml>";
    }

    public static String query(String token, String timestamp, String nonce, String encrypted) {
        String[] parts = {token, timestamp, nonce, encrypted};
        Arrays.sort(parts);
        return "msg_signature=" + DigestUtils.sha1Hex(String.join("", parts)) + "&timestamp=" + timestamp + "&nonce="
                + URLEncoder.encode(nonce, StandardCharsets.UTF_8);
    }

    public Answer post(String app, String query, String body) {
        return send(HttpRequest.newBuilder(URI.create(address + app + "?" + query))
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public Answer get(String app, String query) {
        return send(
                HttpRequest.newBuilder(URI.create(address + app + "?" + query)).build());
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An event of {@code change_external_contact}. */
    public static String contactEvent(String change, String member, String contact, long time) {
        return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>"
                + "<CreateTime>" + time + "</CreateTime><MsgType><![CDATA[event]]></MsgType>"
                + "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[" + change
                + "]]></ChangeType><UserID><![CDATA[" + member + "]]></UserID><ExternalUserID><![CDATA[" + contact
                + "]]></ExternalUserID></xml>";
    }
}
