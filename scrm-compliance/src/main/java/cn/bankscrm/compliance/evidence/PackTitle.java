package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.ZoneId;

/**
 * What stands at the head of a pack.
 *
 * @param name its number
 * @param zone in which its pages tell times
 */
record PackTitle(String name, PackOrder order, Instant made, ZoneId zone) {}
