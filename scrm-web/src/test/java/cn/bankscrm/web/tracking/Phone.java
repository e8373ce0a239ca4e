package cn.bankscrm.web.tracking;

import cn.bankscrm.web.ScriptedPhone;
import cn.bankscrm.web.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody's phone, with its cookies, outside WeChat or inside. */
final class Phone {

    private static final Pattern TICKET = Pattern.compile("data-ticket=\"([0-9A-Za-z]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("data-address=\"([^\"]+)\"");

    private final int port;
    private final String agent;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private Phone(int port, String agent) {
        this.port = port;
        this.agent = agent;
    }

    static Phone outside(int port) {
        return new Phone(port, "Mozilla/5.0 (iPhone) Safari/604.1");
    }

    static Phone inWeChat(int port) {
        return new Phone(port, "Mozilla/5.0 (iPhone) MicroMessenger/8.0.47");
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    /** With WeChat in between, which names this person. */
    HttpResponse<String> through(String path, String unionId) {
        HttpResponse<String> away = get(path);
        String query =
                URI.create(away.headers().firstValue("Location").orElseThrow()).getQuery();
        String state = query.replaceFirst(".*state=([0-9a-f]+).*", "$1");
        String back = query.replaceFirst(".*redirect_uri=", "");
        String code = "track-" + state;
        ScriptedPhone.opens(code, unionId);
        URI address = URI.create(back);
        return get(address.getPath() + "?" + (address.getQuery() == null ? "" : address.getQuery() + "&") + "code="
                + code + "&state=" + state);
    }

    HttpResponse<String> post(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("User-Agent", agent)
                .header("Accept-Language", Locale.SIMPLIFIED_CHINESE.toLanguageTag());
    }

    boolean isMarked() {
        return cookies.getCookieStore().getCookies().stream()
                .anyMatch(cookie -> cookie.getName().equals("scrm-reader") && cookie.isHttpOnly());
    }

    static String ticket(HttpResponse<String> page) {
        return found(TICKET, page);
    }

    /** What the page writes into its own address, to be passed on. */
    static String address(HttpResponse<String> page) {
        return found(ADDRESS, page);
    }

    private static String found(Pattern pattern, HttpResponse<String> page) {
        Matcher matcher = pattern.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError("Not on a page of status " + page.statusCode() + ", " + Visitor.location(page));
        }
        return matcher.group(1);
    }
}
