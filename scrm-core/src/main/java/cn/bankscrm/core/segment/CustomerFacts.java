package cn.bankscrm.core.segment;

import cn.bankscrm.core.activity.ActivityKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer that rules ask about.
 *
 * @param birthday null when unknown
 * @param institutions codes of the home institution and of all above it
 * @param certifiedProvinces of the certifications that stand
 * @param tags ids of own tags and of corp tags on live links
 * @param attributes as delivered; a number is a {@link BigDecimal}, anything else a text
 * @param lastContact the newest effective contact; null when there was none
 */
record CustomerFacts(
        BigDecimal assets,
        @Nullable LocalDate birthday,
        boolean account,
        Set<String> institutions,
        String homeProvince,
        Set<String> certifiedProvinces,
        Set<String> delivered,
        List<Held> holdings,
        Set<Long> tags,
        Map<String, Object> attributes,
        boolean certified,
        boolean friendOfManager,
        @Nullable Instant lastContact,
        List<Happened> activities) {

    /** @param matures null when it does not */
    record Held(
            HoldingKind kind, BigDecimal amount, @Nullable LocalDate matures) {}

    record Happened(ActivityKind kind, Instant at) {}

    /** Not the facts: they are a person's. */
    @Override
    public String toString() {
        return "CustomerFacts";
    }
}
