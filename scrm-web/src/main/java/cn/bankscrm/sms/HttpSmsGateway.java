package cn.bankscrm.sms;

import cn.bankscrm.core.realname.CodeMessage;
import cn.bankscrm.core.realname.Mobile;
import cn.bankscrm.core.realname.SmsSender;
import cn.bankscrm.core.realname.SmsUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts {@code {"mobile": …, "text": …}} with a bearer token; any answer of the two-hundreds means that the gateway has
 * the message. Nothing is sent twice: a message whose fate is unknown counts as not sent, and the customer asks again.
 */
@Component
class HttpSmsGateway implements SmsSender {

    private static final int OK = 200;
    private static final int REDIRECT = 300;

    private final SmsProperties properties;
    private final JsonMapper json;
    private final HttpClient http;

    HttpSmsGateway(SmsProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .connectTimeout(properties.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public boolean available() {
        return properties.url() != null;
    }

    @Override
    public void send(Mobile to, CodeMessage message) {
        URI url = properties.url();
        if (url == null) {
            throw new SmsUnavailable("No SMS gateway is configured");
        }
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(properties.timeout())
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + (properties.token() == null ? "" : properties.token()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        json.writeValueAsBytes(Map.of("mobile", to.value(), "text", message.text()))))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < OK || status >= REDIRECT) {
                throw new SmsUnavailable("The SMS gateway answered " + status);
            }
        } catch (IOException e) {
            throw new SmsUnavailable("The SMS gateway cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SmsUnavailable("Interrupted while talking to the SMS gateway", e);
        }
    }
}
