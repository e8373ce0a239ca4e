package cn.bankscrm.compliance.interceptrule;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of WeCom's rules.
 *
 * @param compareEvery how long a change in WeCom's admin console may stand; a comparison is a call for the list and one
 *     for each rule of ours, a hundred at most
 */
@ConfigurationProperties("scrm.compliance.intercept-rules")
record InterceptRuleProperties(@DefaultValue("10m") Duration compareEvery) {

    private static final Duration LEAST = Duration.ofMinutes(1);

    InterceptRuleProperties {
        if (compareEvery.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException("compare-every is a minute at least");
        }
    }
}
