package cn.bankscrm.core.realname;

import java.time.Duration;
import java.util.Optional;

/** What became of a customer's answer on the phone page. */
public sealed interface LinkAnswer {

    /**
     * The mobile number is theirs; what follows from it is decided.
     *
     * @param consentToken of the page on which the customer can withdraw; empty where nobody is certified
     */
    record Decided(BindingOutcome outcome, Optional<String> consentToken) implements LinkAnswer {

        /** Without the token: it is a key. */
        @Override
        public String toString() {
            return "Decided[" + outcome + "]";
        }
    }

    /** @param exhausted no try is left, or the code is too old: a new one is needed */
    record WrongCode(boolean exhausted) implements LinkAnswer {}

    /** @param pause how long until the next answer is looked at */
    record TooOften(Duration pause) implements LinkAnswer {}

    /** The link is good for nothing. */
    record Closed(LinkState.Why why) implements LinkAnswer {}
}
