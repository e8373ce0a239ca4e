package cn.bankscrm.web.realname;

import cn.bankscrm.web.ScriptedPhone;
import cn.bankscrm.web.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A customer with a phone, at an address of their own: opens links and fills in what is asked. */
final class Customer {

    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final Pattern WHO = Pattern.compile("name=\"who\" value=\"([^\"]+)\"");
    private static final Pattern CONSENT = Pattern.compile("/h5/consent/([0-9A-Za-z_.-]{40,})");

    private final int port;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();
    private String who = "";

    Customer(int port) {
        this(port, null);
    }

    Customer(int port, @Nullable String address) {
        this.port = port;
        int number = ADDRESSES.incrementAndGet();
        this.address = address == null ? "113.108." + number / 250 + "." + (number % 250 + 1) : address;
    }

    HttpResponse<String> open(String token) {
        return get("/h5/bind/" + token, "Mozilla/5.0 (iPhone)", "");
    }

    /** Opens the link inside WeChat, as this person. */
    HttpResponse<String> openInWeChat(String token, String unionId) {
        HttpResponse<String> back = throughWeChat("/h5/bind/" + token, unionId);
        Matcher found = WHO.matcher(back.body());
        who = found.find() ? found.group(1) : "";
        return back;
    }

    /** Opens a page inside WeChat, as this person. */
    HttpResponse<String> throughWeChat(String path, String unionId) {
        HttpResponse<String> away = get(path, "Mozilla/5.0 (iPhone) MicroMessenger/8.0", "");
        String state = Visitor.location(away).replaceFirst(".*[?&]state=([0-9a-f]+).*", "$1");
        String cookie = away.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
        String code = "code-" + state;
        ScriptedPhone.opens(code, unionId);
        return get(path + "/wechat?code=" + code + "&state=" + state, "MicroMessenger", cookie);
    }

    HttpResponse<String> askForCode(String token, String mobile) {
        return post("/h5/bind/" + token + "/code", "mobile", mobile, "name", "某人", "version", "2026-11");
    }

    HttpResponse<String> answer(String token, String name, String mobile, String code) {
        return post(
                "/h5/bind/" + token,
                "name",
                name,
                "mobile",
                mobile,
                "code",
                code,
                "version",
                "2026-11",
                "agreed",
                "yes",
                "who",
                who);
    }

    /** The whole way: asks for a code, reads the message, answers. */
    HttpResponse<String> certify(String token, String name, String mobile) {
        askForCode(token, mobile);
        return answer(token, name, mobile, ScriptedPhone.code(mobile).orElseThrow());
    }

    /** The token of the consent page, as the done page names it. */
    static String consentOf(HttpResponse<String> done) {
        Matcher found = CONSENT.matcher(done.body());
        if (!found.find()) {
            throw new AssertionError("No consent on a page of status " + done.statusCode());
        }
        return found.group(1);
    }

    HttpResponse<String> get(String path) {
        return get(path, "Mozilla/5.0 (iPhone)", "");
    }

    private HttpResponse<String> get(String path, String agent, String cookie) {
        return send(request(path).header("User-Agent", agent).header("Cookie", cookie));
    }

    HttpResponse<String> post(String path, String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", address);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
