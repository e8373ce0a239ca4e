package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.Recounts;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * What the last nightly recount found, as the health component {@code coverage}. A drift is {@code DRIFTED}: somebody
 * has to look, but the figures were built anew and no restart would help, so the node stays in service.
 */
@Component("coverage")
class CoverageHealth implements HealthIndicator {

    private static final Status DRIFTED = new Status("DRIFTED", "Coverage cells differed from the facts");

    private final Recounts recounts;

    CoverageHealth(Recounts recounts) {
        this.recounts = recounts;
    }

    @Override
    public Health health() {
        return recounts.latest()
                .map(recount -> (recount.drifted() ? Health.status(DRIFTED) : Health.up())
                        .withDetail("recountedAt", recount.finishedAt())
                        .withDetail("cells", recount.cells())
                        .withDetail("differentCells", recount.differentCells())
                        .build())
                .orElseGet(() -> Health.up().build());
    }
}
