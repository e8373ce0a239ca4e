package cn.bankscrm.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * What is signed of a day: of a finished one once, of the open one after each batch.
 *
 * @param number of the day in the chain, from 1; days on which nothing was chained are not counted
 * @param last the day's last place; before the first while the day is empty
 * @param link the chain's value at the last place
 * @param previous the digest of the statement of the day before; zeros for the first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes into them
record DayStatement(
        State state,
        LocalDate day,
        long number,
        DigestAlgorithm algorithm,
        long first,
        long last,
        byte[] root,
        byte[] link,
        byte[] previous,
        Instant signedAt,
        String keyId) {

    /** Whether more may follow. */
    enum State {
        OPEN,
        SEALED
    }

    long leaves() {
        return last - first + 1;
    }

    byte[] bytes() {
        HexFormat hex = HexFormat.of();
        return """
                bankscrm evidence 1
                state %s
                day %s
                number %d
                algorithm %s
                first %d
                last %d
                root %s
                link %s
                previous %s
                signed %d
                key %s
                """.formatted(
                        state,
                        day,
                        number,
                        algorithm,
                        first,
                        last,
                        hex.formatHex(root),
                        hex.formatHex(link),
                        hex.formatHex(previous),
                        signedAt.toEpochMilli(),
                        keyId)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** By which the next day is chained to this one. */
    byte[] digest() {
        return algorithm.of(bytes());
    }

    DayStatement sealed(Instant at, String key) {
        return new DayStatement(State.SEALED, day, number, algorithm, first, last, root, link, previous, at, key);
    }

    @Override
    public String toString() {
        return "DayStatement[" + state + " " + day + "]";
    }
}
