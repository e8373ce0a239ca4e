package cn.bankscrm.kpi.coverage;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param target the coverage that the bank asks for, from 0 to 1 with at most four places; absent: gaps are measured by
 *     the bank's own coverage of each segment
 */
@ConfigurationProperties("scrm.kpi.coverage")
record CoverageProperties(@Nullable BigDecimal target) {

    Optional<CoverageRate> targetRate() {
        return Optional.ofNullable(target).map(value -> new CoverageRate(value.setScale(4)));
    }
}
