package cn.bankscrm.compliance.evidence;

import cn.bankscrm.compliance.archive.KindFacts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message as the readable page of a pack shows it.
 *
 * @param facts what its kind tells beside text: amounts, accounts, addresses
 * @param recalledAt when it was taken back or rewritten; it stays what it was
 */
record PackMessage(
        long seq,
        Instant at,
        String from,
        boolean fromStaff,
        String type,
        String action,
        String text,
        List<KindFacts.Fact> facts,
        Optional<Instant> recalledAt,
        boolean proven) {

    PackMessage {
        facts = List.copyOf(facts);
    }

    /** Without what was said and by whom. */
    @Override
    public String toString() {
        return "PackMessage[" + seq + "]";
    }
}
