package cn.bankscrm.compliance.evidence;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An entry of the chain.
 *
 * @param place from 1, without a gap
 * @param digest of the record's contents ({@link ChainedRecord#digest})
 * @param link the chain's value with this entry
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody writes into them
record Leaf(long place, RecordKind kind, long id, Instant at, Instant queued, byte[] digest, byte[] link) {

    /** What the Merkle tree and the chain are made of: which record, of when, with which contents. */
    static byte[] hash(DigestAlgorithm algorithm, RecordKind kind, long id, Instant at, Instant queued, byte[] digest) {
        String bound = "%s\n%d\n%d\n%d\n".formatted(kind.name(), id, micros(at), micros(queued));
        return algorithm.leaf(algorithm.of(bound.getBytes(StandardCharsets.US_ASCII), digest));
    }

    byte[] hash(DigestAlgorithm algorithm) {
        return hash(algorithm, kind, id, at, queued, digest);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public String toString() {
        return "Leaf[" + place + ", " + kind + " " + id + "]";
    }
}
