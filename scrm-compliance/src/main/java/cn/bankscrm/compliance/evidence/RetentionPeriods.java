package cn.bankscrm.compliance.evidence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How long what is kept, as configured, in days of the bank. */
@Component
class RetentionPeriods {

    static final String AUDIT = "audit";
    static final String DEFAULT = "default";

    private final EvidenceProperties properties;
    private final Clock clock;

    RetentionPeriods(EvidenceProperties properties, Clock clock) {
        this.properties = properties;
        this.clock = clock;
    }

    /** The types of messages with a period of their own. */
    List<String> types() {
        return properties.retention().keySet().stream()
                .filter(type -> !type.equals(AUDIT) && !type.equals(DEFAULT))
                .sorted()
                .toList();
    }

    Period of(String rule) {
        return rule.equals(DEFAULT) ? properties.retentionByDefault() : properties.retentionOf(rule);
    }

    /** The beginning of the day from which on everything of that rule is kept. */
    Instant before(String rule) {
        return LocalDate.now(clock)
                .minus(of(rule))
                .atStartOfDay(clock.getZone())
                .toInstant();
    }

    /** The day in whose night what is of this moment goes. */
    LocalDate goes(String rule, Instant at) {
        LocalDate day = at.atZone(clock.getZone()).toLocalDate();
        Period kept = of(rule);
        LocalDate goes = day.plus(kept).plusDays(1);
        // years and months are not reversible at the ends of months
        while (!day.isBefore(goes.minus(kept))) {
            goes = goes.plusDays(1);
        }
        return goes;
    }

    ZoneId zone() {
        return clock.getZone();
    }

    /** In SQL: whether the time of a message is over; to be given {@link #values()}. */
    String over(String table) {
        StringBuilder sql =
                new StringBuilder(table).append(".at < case ").append(table).append(".kind");
        List<String> types = types();
        for (int i = 0; i < types.size(); i++) {
            sql.append(" when :type")
                    .append(i)
                    .append(" then cast(:before")
                    .append(i)
                    .append(" as timestamptz)");
        }
        return types.isEmpty()
                ? table + ".at < :before"
                : sql.append(" else cast(:before as timestamptz) end").toString();
    }

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        List<String> types = types();
        for (int i = 0; i < types.size(); i++) {
            values.put("type" + i, types.get(i));
            values.put("before" + i, utc(before(types.get(i))));
        }
        values.put("before", utc(before(DEFAULT)));
        return values;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
