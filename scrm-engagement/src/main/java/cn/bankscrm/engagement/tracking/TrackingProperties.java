package cn.bankscrm.engagement.tracking;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tracked links behave.
 *
 * @param ownDomains hosts (with everything below them) to which a page may lead on; none: no page leads on
 * @param interestAfter so long a reader stays until the content's interest is noted with them
 * @param leadDwell so long a reader stays until that is worth a lead, where they also came as far as {@code leadScroll}
 * @param leadScroll how much of the page, in percent
 * @param leadAgainAfter so long nothing new is raised for the same customer and content after a lead was closed
 * @param bots further user agents of machines, as regular expressions
 */
@ConfigurationProperties("scrm.tracking")
record TrackingProperties(
        @DefaultValue Set<String> ownDomains,
        @DefaultValue("20s") Duration interestAfter,
        @DefaultValue("45s") Duration leadDwell,
        @DefaultValue("60") int leadScroll,
        @DefaultValue("30d") Duration leadAgainAfter,
        @DefaultValue List<String> bots) {

    TrackingProperties {
        ownDomains = Set.copyOf(ownDomains);
        bots = List.copyOf(bots);
    }
}
