package cn.bankscrm.wecom.client;

import cn.bankscrm.wecom.client.WeComFailure.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks WeCom and reads the answer into a record of the caller's: fields in WeCom's own names ({@code external_userid}
 * as {@code externalUserid}), unknown ones passed over. The translation says with {@link #need} what it cannot do
 * without; an answer that lacks it, or holds what ours refuse, is malformed.
 *
 * <p>Every method throws {@link WeComFailure} when there is no usable answer. Not to be called inside a transaction.
 */
@Component
public class WeComApi {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final WeComClients clients;

    WeComApi(WeComClients clients) {
        this.clients = clients;
    }

    /** Whether the platform has been told the app's secret. */
    public boolean knows(WeComApp app) {
        return clients.has(app);
    }

    /**
     * @param api the path after {@code /cgi-bin/}
     * @param answer a record for the answer
     */
    public <A, T> T get(
            WeComApp app, String api, Map<String, String> parameters, Class<A> answer, Function<A, T> translation) {
        WeComTransport service = clients.of(app);
        String query = parameters.entrySet().stream()
                .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        String uri = uri(service, api) + (query.isEmpty() ? "" : "?" + query);
        return translated(api, answer, translation, () -> service.asked(uri));
    }

    /** @param body a record or map, sent as JSON in WeCom's names */
    public <A, T> T post(WeComApp app, String api, Object body, Class<A> answer, Function<A, T> translation) {
        WeComTransport service = clients.of(app);
        String json = JSON.writeValueAsString(body);
        return translated(api, answer, translation, () -> service.posted(uri(service, api), json));
    }

    /** @return the field, which the answer must hold */
    public static <T> T need(@Nullable T field, String name) {
        if (field == null) {
            throw new MissingField(name);
        }
        return field;
    }

    private static <A, T> T translated(
            String api, Class<A> answer, Function<A, T> translation, Supplier<String> answered) {
        String body = answered.get();
        try {
            return translation.apply(need(JSON.readValue(body, answer), "answer"));
        } catch (JacksonException | IllegalArgumentException e) {
            // The exception stays here: its message may quote the answer.
            throw new WeComFailure(Kind.MALFORMED, api, 0, null, null);
        }
    }

    private static String uri(WeComTransport service, String api) {
        return service.getWxCpConfigStorage().getApiUrl("/cgi-bin/" + api);
    }

    /** An answer lacks what it must have. */
    private static final class MissingField extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        MissingField(String name) {
            super("The answer lacks " + name);
        }
    }
}
