package cn.bankscrm.compliance.evidence;

import java.time.Period;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the evidence.
 *
 * @param keys the ring of signing keys as {@code ./scrm keys evidence} prints it; absent: made once into the data
 *     folder
 * @param algorithm how a day is digested, from its beginning
 * @param retention how long contents are kept: by type of message as WeCom names it, {@code audit} for the audit log,
 *     {@code default} for all others; nothing is deleted earlier, and nothing under a legal hold at all
 */
@ConfigurationProperties("scrm.evidence")
record EvidenceProperties(
        @Nullable String keys,
        @DefaultValue("SHA_256") DigestAlgorithm algorithm,
        @DefaultValue Map<String, Period> retention) {

    private static final Period FIVE_YEARS = Period.ofYears(5);

    /** How long what is of no named type is kept. */
    Period retentionByDefault() {
        return retention.getOrDefault("default", FIVE_YEARS);
    }

    /** Configured types beside the default. */
    Period retentionOf(String type) {
        return retention.getOrDefault(type, retentionByDefault());
    }
}
