package cn.bankscrm.wecom.callback;

import cn.bankscrm.wecom.callback.CallbackRefused.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of the address alone: the body must stay unread until its size is checked. */
final class QueryParameters {

    private final Map<String, String> values = new HashMap<>();

    QueryParameters(@Nullable String query) {
        if (query == null) {
            return;
        }
        try {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new CallbackRefused(Reason.MALFORMED);
        }
    }

    String required(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new CallbackRefused(Reason.MALFORMED);
        }
        return value;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
