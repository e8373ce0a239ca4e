package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * What stands at the head of a pack.
 *
 * @param name its number
 * @param zone in which its pages tell times
 */
record PackTitle(String name, PackOrder order, Instant made, ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }
}
