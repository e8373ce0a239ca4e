package cn.bankscrm.core.realname;

import java.time.Duration;

/** What became of the wish for a one-time code. Says nothing about whether the number is a customer's. */
public sealed interface CodeRequest {

    /** @param again how long until the next may be asked for */
    record Sent(Duration again) implements CodeRequest {}

    /** @param pause how long until one may be asked for */
    record TooOften(Duration pause) implements CodeRequest {}

    /** The link has had all of its codes. */
    record NoMore() implements CodeRequest {}

    /** The gateway did not take the message. */
    record NotSent() implements CodeRequest {}

    /** The link is good for nothing. */
    record Closed(LinkState.Why why) implements CodeRequest {}
}
