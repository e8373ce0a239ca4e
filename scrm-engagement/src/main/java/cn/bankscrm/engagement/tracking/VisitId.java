package cn.bankscrm.engagement.tracking;

import java.time.Instant;

/**
 * One opening of a page.
 *
 * @param openedAt in whole milliseconds; it says in which month's part the visit lies
 */
public record VisitId(long value, Instant openedAt) {}
