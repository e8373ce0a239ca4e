package cn.bankscrm.web.audit;

import cn.bankscrm.core.audit.AuditEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** An entry in the reader's language: codes become words, whatever else was noted stays as it is. */
@Component
class AuditWords {

    /** Where the words for the values of a fact stand beside those that mean the same everywhere. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("action", List.of("audit.action.")),
            Map.entry("kind", List.of("audit.kind.", "review.kind.", "audit.refusal.")),
            Map.entry("role", List.of("role.")),
            Map.entry("status", List.of("review.status.")),
            Map.entry("route", List.of("customer.route.")),
            Map.entry("band", List.of("maintenance.band.")),
            Map.entry("covered", List.of("coverage.customers.")),
            Map.entry("level", List.of("alerts.level.")),
            Map.entry("source", List.of("alerts.source.")),
            Map.entry("rule", List.of("alerts.rule.")),
            Map.entry("decision", List.of("alerts.state.")),
            Map.entry("state", List.of("cases.state.", "alerts.state.")),
            Map.entry("step", List.of("cases.step.")),
            Map.entry("disposition", List.of("cases.disposition.")));

    private final MessageSource messages;

    AuditWords(MessageSource messages) {
        this.messages = messages;
    }

    String text(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }

    /** The further facts, in a lasting order. */
    Map<String, String> facts(AuditEntry entry) {
        Map<String, String> facts = new LinkedHashMap<>();
        new TreeMap<>(entry.details())
                .forEach((name, value) -> facts.put(textOr("audit.fact." + name, name), value(name, value)));
        return facts;
    }

    private String value(String fact, String value) {
        if (value.startsWith("[") && value.endsWith("]")) {
            return Arrays.stream(value.substring(1, value.length() - 1).split(", "))
                    .map(one -> value(fact, one))
                    .collect(Collectors.joining("、"));
        }
        return Stream.concat(VALUES.getOrDefault(fact, List.of()).stream(), Stream.of("audit.value."))
                .map(prefix -> textOr(prefix + value, ""))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(value);
    }

    private String textOr(String key, String otherwise) {
        return Objects.requireNonNull(messages.getMessage(key, null, otherwise, LocaleContextHolder.getLocale()));
    }
}
