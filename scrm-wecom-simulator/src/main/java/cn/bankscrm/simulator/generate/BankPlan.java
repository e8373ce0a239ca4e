package cn.bankscrm.simulator.generate;

import java.time.LocalDate;

/**
 * How large a bank to make.
 *
 * @param seed the same seed makes the same bank
 * @param institutions with the head office
 * @param contacts external contacts; most of them are customers
 * @param today the history ends when this day begins
 */
public record BankPlan(long seed, int institutions, int staff, int customers, int contacts, LocalDate today) {
    public static final int USUAL_INSTITUTIONS = 20;
    public static final int USUAL_STAFF = 300;
    public static final int USUAL_CUSTOMERS = 60_000;
    public static final int USUAL_CONTACTS = 40_000;

    public BankPlan {
        if (institutions < 4 || staff < 2 * institutions || customers < 1 || contacts < 0) {
            throw new IllegalArgumentException(
                    "a bank has at least 4 institutions, two members of staff for each, and a customer");
        }
    }

    /** Whether it has what only a bank of some size shows: tags, and customers alike. */
    boolean isLarge() {
        return customers >= 1000;
    }

    /** The demonstration bank. */
    public static BankPlan usual(long seed, LocalDate today) {
        return new BankPlan(seed, USUAL_INSTITUTIONS, USUAL_STAFF, USUAL_CUSTOMERS, USUAL_CONTACTS, today);
    }
}
