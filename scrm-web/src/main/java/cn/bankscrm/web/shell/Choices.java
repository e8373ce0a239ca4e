package cn.bankscrm.web.shell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** What somebody chose in a filter, by name and without what was left open: for addresses, and for the audit log. */
public final class Choices {

    private final Map<String, String> values = new LinkedHashMap<>();

    /** @param value null: left open */
    public Choices with(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
        return this;
    }

    public Map<String, String> values() {
        return Collections.unmodifiableMap(values);
    }

    /** A page that is to show the same choice. */
    public UriComponents address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        values.forEach(address::queryParam);
        return address.build();
    }
}
