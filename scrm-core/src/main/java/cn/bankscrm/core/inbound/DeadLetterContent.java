package cn.bankscrm.core.inbound;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A dead letter with what it says.
 *
 * @param fields by WeCom's names, in a fixed order; without personal data, codes and free text; empty when the payload
 *     cannot be read
 */
public record DeadLetterContent(DeadLetter letter, Map<String, String> fields) {

    public DeadLetterContent {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
