package cn.bankscrm.compliance.interception;

import java.time.Instant;

/** Names a verdict that is kept. Time comes first, as the verdicts are parted by month. */
public record VerdictId(Instant at, long number) {}
