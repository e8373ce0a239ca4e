package cn.bankscrm.compliance.sampling;

import java.time.Instant;
import java.time.YearMonth;

/**
 * A month's sample and how far it is judged.
 *
 * @param population what it was drawn from
 * @param frameDigest SHA-256 of that, in hexadecimal
 * @param items conversations drawn
 * @param settled of them
 * @param findings of those
 */
public record SampleDraw(
        long id,
        long plan,
        String planName,
        YearMonth month,
        long seed,
        int population,
        String frameDigest,
        int items,
        int settled,
        int findings,
        String drawnBy,
        Instant drawnAt,
        Agreement agreement) {}
