package cn.bankscrm.simulator.generate;

import java.time.Instant;

/**
 * A manager was in touch with a customer, as the bank's own systems recorded it.
 *
 * @param channel as in the platform's file of interactions, for example {@code CALL}
 */
public record Interaction(Customer customer, StaffMember staff, String channel, Instant at) {}
