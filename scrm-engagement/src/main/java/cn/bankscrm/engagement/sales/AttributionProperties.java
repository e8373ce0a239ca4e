package cn.bankscrm.engagement.sales;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which links an order is said to come from.
 *
 * @param window so long after the customer opened a link
 * @param model the last link takes all, or all take the same
 */
@ConfigurationProperties("scrm.tracking.attribution")
record AttributionProperties(
        @DefaultValue("30d") Duration window,
        @DefaultValue("LAST") Attribution.Model model) {}
