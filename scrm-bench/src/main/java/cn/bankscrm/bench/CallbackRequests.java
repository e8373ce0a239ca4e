package cn.bankscrm.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import me.chanjar.weixin.cp.util.crypto.WxCpCryptUtil;

/**
 * Callbacks as WeCom sends them, ready to be written to a socket: customers gained and lost, by WxJava's cryptography.
 */
final class CallbackRequests {

    static final String CORP = "wwbench00000000001";
    static final String TOKEN = "benchCallbackToken1";
    static final String AES_KEY = "benchAesKey0123456789abcdefghijklmnopqrstuA";
    static final String PATH = "/wecom/callback/customer";

    private static final int STAFF = 3_000;

    private final WxCpCryptUtil cipher;

    CallbackRequests() {
        WxCpDefaultConfigImpl settings = new WxCpDefaultConfigImpl();
        settings.setToken(TOKEN);
        settings.setAesKey(AES_KEY);
        settings.setCorpId(CORP);
        cipher = new WxCpCryptUtil(settings);
    }

    /** One event. */
    record Event(String change, String member, String contact, Instant at) {

        static Event added(String member, String contact, Instant at) {
            return new Event("add_external_contact", member, contact, at);
        }

        static Event lost(String member, String contact, Instant at) {
            return new Event("del_follow_user", member, contact, at);
        }

        String xml() {
            return "<xml><ToUserName><![CDATA[" + CORP + "]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName>"
                    + "<CreateTime>" + at.getEpochSecond() + "</CreateTime><MsgType><![CDATA[event]]></MsgType>"
                    + "<Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[" + change
                    + "]]></ChangeType><UserID><![CDATA[" + member + "]]></UserID><ExternalUserID><![CDATA[" + contact
                    + "]]></ExternalUserID><State><![CDATA[qr-20261122]]></State>"
                    + "<WelcomeCode><![CDATA[bench-welcome-code]]></WelcomeCode></xml>";
        }

        byte[] digest() {
            return CallbackRequests.digest("SHA-256", xml());
        }
    }

    /** Events from number {@code from} on, each of another relation and second. */
    static Event[] some(int from, int number) {
        return IntStream.range(from, from + number)
                .mapToObj(n -> Event.added(
                        StandInWeCom.member(n, STAFF), "wm" + n, Instant.ofEpochSecond(StandInWeCom.addedAt(n))))
                .toArray(Event[]::new);
    }

    /** Whole requests, head and body. */
    byte[][] requests(Event... events) {
        return Arrays.stream(events).parallel().map(this::request).toArray(byte[][]::new);
    }

    private byte[] request(Event event) {
        String encrypted = cipher.encrypt("0123456789abcdef", event.xml());
        String timestamp = Long.toString(event.at().getEpochSecond());
        String nonce = "n" + event.contact();
        String[] parts = {TOKEN, timestamp, nonce, encrypted};
        Arrays.sort(parts);
        String signature = HexFormat.of().formatHex(digest("SHA-1", String.join("", parts)));
        String body = "<xml><ToUserName><![CDATA[" + CORP
                + "]]></ToUserName><AgentID><![CDATA[]]></AgentID><Encrypt><![CDATA[" + encrypted
                + "]]></Encrypt></xml>";
        return ("POST " + PATH + "?msg_signature=" + signature + "&timestamp=" + timestamp + "&nonce=" + nonce
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
