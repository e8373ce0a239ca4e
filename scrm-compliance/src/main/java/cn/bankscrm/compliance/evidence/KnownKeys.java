package cn.bankscrm.compliance.evidence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The public keys by which signatures are verified: those that were brought along, which are trusted; without any,
 * those that lie beside the signatures, by which forgeries of somebody who has no key of the bank are still found only
 * when the id of the key is compared with the one the bank made known.
 */
final class KnownKeys {

    private final Map<String, byte[]> keys;
    private final boolean trusted;

    private KnownKeys(Map<String, byte[]> keys, boolean trusted) {
        this.keys = keys;
        this.trusted = trusted;
    }

    static KnownKeys trusted(List<byte[]> publicKeys) {
        return new KnownKeys(byId(publicKeys), true);
    }

    /** Those that the database names; for want of better. */
    static KnownKeys of(JdbcClient db) {
        return found(db.sql("select public_key from compliance.evidence_key")
                .query((row, number) -> row.getBytes(1))
                .list());
    }

    static KnownKeys found(List<byte[]> publicKeys) {
        return new KnownKeys(byId(publicKeys), false);
    }

    /** Whether they were brought along, and not found beside what they verify. */
    boolean trusted() {
        return trusted;
    }

    /** Their ids, in a fixed order. */
    List<String> ids() {
        return keys.keySet().stream().sorted().toList();
    }

    /** How a signature does. */
    enum Outcome {
        GOOD,
        BAD,
        UNKNOWN_KEY
    }

    Outcome check(String keyId, byte[] statement, byte[] signature) {
        byte @Nullable [] key = keys.get(keyId);
        if (key == null) {
            return Outcome.UNKNOWN_KEY;
        }
        return EvidenceKeys.verifies(key, statement, signature) ? Outcome.GOOD : Outcome.BAD;
    }

    private static Map<String, byte[]> byId(List<byte[]> publicKeys) {
        Map<String, byte[]> byId = new HashMap<>();
        publicKeys.forEach(key -> byId.put(EvidenceKeys.id(key), Arrays.copyOf(key, key.length)));
        return byId;
    }
}
