package cn.bankscrm.core.maintenance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a number of managed customers is served.
 *
 * @param bands customers by days since the last effective contact; every band has its number
 * @param returned customers with effective contacts on two days or more: those whose cycle is known
 * @param medianCycle days between the last two days of contact, one place; null where nobody was served twice
 * @param meanCycle as above
 */
public record MaintenanceFigures(
        Map<ContactBand, Long> bands,
        long returned,
        @Nullable BigDecimal medianCycle,
        @Nullable BigDecimal meanCycle) {

    public MaintenanceFigures {
        bands = Map.copyOf(bands);
    }

    public long in(ContactBand band) {
        return bands.getOrDefault(band, 0L);
    }

    public long managed() {
        return bands.values().stream().mapToLong(Long::longValue).sum();
    }

    /** With an effective contact within 30 days. */
    public long touched() {
        return in(ContactBand.UP_TO_30);
    }

    public long never() {
        return in(ContactBand.NEVER);
    }

    /** The part touched within 30 days, 0 to 1; empty where nobody is managed. */
    public Optional<BigDecimal> touchedShare() {
        return share(touched());
    }

    /** The part never served, 0 to 1; empty where nobody is managed. */
    public Optional<BigDecimal> neverShare() {
        return share(never());
    }

    /** The part of a band, 0 to 1; empty where nobody is managed. */
    public Optional<BigDecimal> share(ContactBand band) {
        return share(in(band));
    }

    private Optional<BigDecimal> share(long part) {
        return managed() == 0
                ? Optional.empty()
                : Optional.of(
                        BigDecimal.valueOf(part).divide(BigDecimal.valueOf(managed()), 4, RoundingMode.HALF_EVEN));
    }
}
