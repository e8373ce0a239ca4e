package cn.bankscrm.kpi.coverage;

import java.util.Optional;

/**
 * The heads behind a coverage rate.
 *
 * @param managed customers (管户) whose manager holds a post in the institution's subtree, or is the manager asked for
 * @param certifiedOwn of these, those with a live link between a contact certified as this customer and their own
 *     manager
 * @param certifiedAny of these, those with such a link to any member of staff who holds a post
 */
public record CoverageCounts(long managed, long certifiedOwn, long certifiedAny) {

    public static final CoverageCounts NONE = new CoverageCounts(0, 0, 0);

    public CoverageCounts {
        if (certifiedOwn < 0 || certifiedOwn > certifiedAny || certifiedAny > managed) {
            throw new IllegalArgumentException(
                    "Of " + managed + " managed customers, " + certifiedOwn + " own and " + certifiedAny + " any");
        }
    }

    /** Certified with their own manager ÷ managed; empty where nobody is managed. */
    public Optional<CoverageRate> coverage() {
        return managed == 0 ? Optional.empty() : Optional.of(CoverageRate.of(certifiedOwn, managed));
    }

    /** Customers who are still to be won by their own manager. */
    public long uncovered() {
        return managed - certifiedOwn;
    }
}
