package cn.bankscrm.core.realname;

import java.time.Duration;

/** What became of somebody's wish to see the consent that belongs to a link. */
public sealed interface ConsentAnswer {

    /** @param token of the page with the visitor's own consent */
    record Theirs(String token) implements ConsentAnswer {

        /** Without the token: it is a key. */
        @Override
        public String toString() {
            return "Theirs[…]";
        }
    }

    /** There is no consent of somebody with this number at this link; whether there is another's is not said. */
    record NotTheirs() implements ConsentAnswer {}

    /** @param exhausted no try is left, or the code is too old: a new one is needed */
    record WrongCode(boolean exhausted) implements ConsentAnswer {}

    /** @param pause how long until the next try is looked at */
    record TooOften(Duration pause) implements ConsentAnswer {}

    /** No such link was made here, or too long ago. */
    record Unknown() implements ConsentAnswer {}
}
