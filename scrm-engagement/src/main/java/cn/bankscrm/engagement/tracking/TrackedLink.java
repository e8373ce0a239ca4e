package cn.bankscrm.engagement.tracking;

import java.net.URI;

/**
 * A link as it is sent.
 *
 * @param code 25 letters and digits that nobody can guess
 * @param address where it leads: the platform's public address with {@code /l/} and the code
 */
public record TrackedLink(String code, URI address) {

    /** Without the code: whoever has it may open the page. */
    @Override
    public String toString() {
        return "TrackedLink";
    }
}
