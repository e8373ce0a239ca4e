package cn.bankscrm.web.account;

import org.jspecify.annotations.Nullable;

/**
 * What became of an officer's decision.
 *
 * @param username whom it was about; empty when there was nothing to decide
 * @param oneTimePassword opens the account once, for choosing another; shown to the officer who confirmed and kept
 *     nowhere. Null where the account keeps its password
 */
record OfficerDecision(
        Outcome outcome, String username, @Nullable String oneTimePassword) {

    /** What there is to say about it. */
    enum Outcome {
        CONFIRMED,
        REFUSED,
        /** It was decided meanwhile, never was, or is for somebody else to decide. */
        NOT_YOURS,
        /** The bank changed since it was asked: the name or the person is another account's, the last one would go. */
        NO_MORE
    }

    /** Not the password. */
    @Override
    public String toString() {
        return "OfficerDecision[" + outcome + "]";
    }
}
