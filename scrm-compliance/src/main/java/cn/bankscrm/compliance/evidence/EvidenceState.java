package cn.bankscrm.compliance.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How far the evidence is.
 *
 * @param sealed the last sealed day; empty before the first one is over
 * @param entries of the whole chain
 * @param waiting records that have no place yet
 * @param signedAt when the head was signed last; empty before the first entry
 * @param key the id of the key that signed it
 * @param deleted records whose contents retention deleted
 */
public record EvidenceState(
        Optional<LocalDate> sealed,
        long entries,
        long waiting,
        Optional<Instant> signedAt,
        Optional<String> key,
        long deleted) {}
