package cn.bankscrm.simulator.phone;

import java.time.Instant;

/** A text message that the gateway took. */
public record TextMessage(Instant at, String mobile, String text) {

    /** Not the text: it holds codes. */
    @Override
    public String toString() {
        return "TextMessage[" + at + "]";
    }
}
