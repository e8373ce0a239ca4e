package cn.bankscrm.simulator.control;

import cn.bankscrm.simulator.http.BadRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a moment: Unix seconds, a date (its beginning in Shanghai), or a moment in ISO form with its offset. */
public final class Moments {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private Moments() {}

    static Optional<Instant> read(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isNumber() ? Instant.ofEpochSecond(node.asLong(0)) : parse(node.asString("")));
    }

    public static Instant parse(String text) {
        try {
            if (text.matches("-?[0-9]{1,11}")) {
                return Instant.ofEpochSecond(Long.parseLong(text));
            }
            return text.length() == "2026-10-31".length()
                    ? LocalDate.parse(text).atStartOfDay(SHANGHAI).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new BadRequest("not a moment: " + text);
        }
    }
}
