package cn.bankscrm.frontdoor;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Tells whoever comes while the platform starts to come back: 503, {@code Retry-After} in seconds, a sentence for
 * people and a problem (RFC 9457) for the API. Callbacks of WeCom pass: their servlet stands already.
 *
 * <p>A valve of the web server and no filter: before the first filter is asked, the web server would make the servlet
 * that a request is meant for, and the dispatcher would have the beans it needs made in the thread of that request.
 */
final class StartingDoor extends ValveBase {

    private static final String CALLBACKS = "/wecom/callback";
    private static final String API = "/api/";
    private static final String SECONDS = "3";

    private static final String PROBLEM = """
            {"type":"urn:bankscrm:problem:starting","title":"Service Unavailable","status":503,\
            "detail":"平台正在启动，请稍后重试"}""";

    private static final String PAGE = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>平台正在启动</title></head>
            <body><p>平台正在启动，请几秒钟后刷新本页。</p></body></html>
            """;

    private volatile boolean open;

    StartingDoor() {
        super(true);
    }

    /** From now on everybody may pass. */
    void open() {
        open = true;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (open || CALLBACKS.equals(request.getServletPath())) {
            getNext().invoke(request, response);
        } else if (request.getDecodedRequestURI().startsWith(request.getContextPath() + API)) {
            refuse(response, "application/problem+json", PROBLEM);
        } else {
            refuse(response, "text/html;charset=UTF-8", PAGE);
        }
    }

    private static void refuse(HttpServletResponse response, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", SECONDS);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
