package cn.bankscrm.wecom.callback;

import cn.bankscrm.wecom.callback.CallbackRefused.Reason;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.event.EventFields;
import cn.bankscrm.wecom.event.MalformedEvent;
import cn.bankscrm.wecom.inbox.DurableInbox;
import cn.bankscrm.wecom.inbox.InboxUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * {@code GET|POST /wecom/callback/{app}}. GET is WeCom's check of the address and answers with the decrypted text, byte
 * for byte. POST is an event and answers {@code success} only when the event is durable; anything else but 200 makes
 * WeCom send it again.
 *
 * <p>A plain servlet: no page, no session, no argument resolving stands between WeCom and the inbox. Nothing of a
 * request is logged; refusals are only counted.
 *
 * <p>Source: developer.work.weixin.qq.com, 回调配置 (使用接收消息), as read 2026-07.
 */
final class CallbackServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** WeCom's events are below 4 KiB; lists of members may grow. */
    static final int LARGEST_BODY = 64 * 1024;

    private static final byte[] SUCCESS = "success".getBytes(StandardCharsets.US_ASCII);

    private final transient Map<WeComApp, CallbackCipher> ciphers;
    private final transient DurableInbox inbox;
    private final transient WelcomeQueue welcomes;
    private final transient MeterRegistry meters;

    CallbackServlet(
            Map<WeComApp, CallbackCipher> ciphers, DurableInbox inbox, WelcomeQueue welcomes, MeterRegistry meters) {
        this.ciphers = ciphers;
        this.inbox = inbox;
        this.welcomes = welcomes;
        this.meters = meters;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            CallbackCipher cipher = cipher(app(request));
            QueryParameters query = new QueryParameters(request.getQueryString());
            // Base64 holds no space: one that is there was a plus that somebody forgot to encode.
            String echo = query.required("echostr").replace(' ', '+');
            answer(response, open(cipher, query, echo));
            count("verified");
        } catch (CallbackRefused e) {
            refuse(response, e.reason());
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            WeComApp app = app(request);
            CallbackCipher cipher = cipher(app);
            QueryParameters query = new QueryParameters(request.getQueryString());
            String encrypted = EventFields.read(body(request)).required("Encrypt");
            byte[] event = open(cipher, query, encrypted);
            if (app == WeComApp.CUSTOMER) {
                welcomes.heard(event);
            }
            inbox.store(app.key(), event);
            answer(response, SUCCESS);
            count("accepted");
        } catch (CallbackRefused e) {
            refuse(response, e.reason());
        } catch (MalformedEvent e) {
            refuse(response, Reason.MALFORMED);
        } catch (InboxUnavailable e) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            count("unavailable");
        }
    }

    private static byte[] open(CallbackCipher cipher, QueryParameters query, String encrypted) {
        return cipher.open(
                query.required("msg_signature"), query.required("timestamp"), query.required("nonce"), encrypted);
    }

    private static WeComApp app(HttpServletRequest request) {
        String path = request.getPathInfo();
        for (WeComApp app : WeComApp.values()) {
            if (("/" + app.key()).equals(path)) {
                return app;
            }
        }
        throw new CallbackRefused(Reason.UNKNOWN_APP);
    }

    private CallbackCipher cipher(WeComApp app) {
        CallbackCipher cipher = ciphers.get(app);
        if (cipher == null) {
            throw new CallbackRefused(Reason.UNKNOWN_APP);
        }
        return cipher;
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > LARGEST_BODY) {
            throw new CallbackRefused(Reason.TOO_LARGE);
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new CallbackRefused(Reason.TOO_LARGE);
        }
        return body;
    }

    private static void answer(HttpServletResponse response, byte[] text) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }

    /** A bare status: error pages are for people. */
    private void refuse(HttpServletResponse response, Reason reason) {
        response.setStatus(reason.status());
        count("refused_" + reason.name().toLowerCase(Locale.ROOT));
    }

    private void count(String outcome) {
        meters.counter("scrm.wecom.callbacks", "outcome", outcome).increment();
    }
}
