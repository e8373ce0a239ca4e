package cn.bankscrm.simulator.callback;

import java.time.Duration;

/**
 * How stubborn deliveries are.
 *
 * @param timeout after which the connection is cut
 * @param retries after the first try
 * @param pause before each further try
 * @param statusCounts whether an answer other than 200 counts as failed; WeCom's documents say both
 */
public record DeliveryRule(Duration timeout, int retries, Duration pause, boolean statusCounts) {
    public static final DeliveryRule WECOM = new DeliveryRule(Duration.ofSeconds(5), 3, Duration.ofMillis(1500), true);

    public DeliveryRule pausing(Duration newPause) {
        return new DeliveryRule(timeout, retries, newPause, statusCounts);
    }

    public DeliveryRule retrying(int times) {
        return new DeliveryRule(timeout, times, pause, statusCounts);
    }

    public DeliveryRule within(Duration newTimeout) {
        return new DeliveryRule(newTimeout, retries, pause, statusCounts);
    }
}
