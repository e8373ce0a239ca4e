package cn.bankscrm.simulator.generate;

import java.time.Instant;
import java.util.Optional;

/**
 * A certification: a contact is this customer.
 *
 * @param route {@code app} or {@code link}
 * @param province where it was done, GB/T 2260
 */
public record Binding(
        String externalUserid,
        Customer customer,
        Instant boundAt,
        String route,
        String province,
        Optional<Instant> unboundAt) {}
