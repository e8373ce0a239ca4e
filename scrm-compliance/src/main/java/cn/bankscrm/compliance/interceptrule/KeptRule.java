package cn.bankscrm.compliance.interceptrule;

import java.time.Instant;

/**
 * A rule of ours, as it was last written.
 *
 * @param id WeCom's
 */
public record KeptRule(int number, String id, RuleReach reach, InterceptRule rule, Instant writtenAt) {

    RulePacking.Packed packed() {
        return new RulePacking.Packed(number, new RuleGroup(rule.kind(), reach), rule.words());
    }
}
