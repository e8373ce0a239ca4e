package cn.bankscrm.core.maintenance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums of managers' customers. */
final class Tally {

    private final Map<ContactBand, Long> bands = new EnumMap<>(ContactBand.class);
    private long returned;
    private long cycleDays;

    void add(ContactBand band, long customers) {
        bands.merge(band, customers, Long::sum);
    }

    /** @param days all their cycles together */
    void addCycles(long customers, long days) {
        returned += customers;
        cycleDays += days;
    }

    void add(Tally other) {
        other.bands.forEach(this::add);
        addCycles(other.returned, other.cycleDays);
    }

    MaintenanceFigures figures(@Nullable BigDecimal median) {
        return new MaintenanceFigures(
                bands,
                returned,
                median,
                returned == 0
                        ? null
                        : BigDecimal.valueOf(cycleDays)
                                .divide(BigDecimal.valueOf(returned), 1, RoundingMode.HALF_EVEN));
    }
}
