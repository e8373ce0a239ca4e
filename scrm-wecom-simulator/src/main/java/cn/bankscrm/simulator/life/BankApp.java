package cn.bankscrm.simulator.life;

import java.time.Instant;

/** The bank's own app, in which a customer certifies that a WeChat account is his. */
@FunctionalInterface
public interface BankApp {
    /**
     * Tells the platform.
     *
     * @return whether the platform took it
     */
    boolean certify(Prospect customer, String externalUserid, Instant at);
}
