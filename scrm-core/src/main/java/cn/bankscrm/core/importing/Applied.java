package cn.bankscrm.core.importing;

import java.util.List;

/**
 * What taking over a file came to.
 *
 * @param created rows that were new
 * @param changed rows that replaced something
 * @param events whose facts changed since when, to be published in the same transaction
 */
record Applied(long created, long changed, List<Object> events) {

    Applied {
        events = List.copyOf(events);
    }
}
