package cn.bankscrm.compliance.evidence;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree (RFC 9162 §2.1) that grows by one leaf after another and remembers no more than the roots of its
 * complete subtrees, the largest first: enough to go on and to tell the root.
 */
final class MerkleFrontier {

    private static final int HASH = 32;

    private final DigestAlgorithm algorithm;
    private final List<byte[]> peaks;
    private long size;

    private MerkleFrontier(DigestAlgorithm algorithm, long size, List<byte[]> peaks) {
        this.algorithm = algorithm;
        this.size = size;
        this.peaks = peaks;
    }

    static MerkleFrontier empty(DigestAlgorithm algorithm) {
        return new MerkleFrontier(algorithm, 0, new ArrayList<>());
    }

    /** @param peaks as {@link #peaks()} gave them for a tree of this size */
    static MerkleFrontier of(DigestAlgorithm algorithm, long size, byte[] peaks) {
        if (peaks.length != Long.bitCount(size) * HASH) {
            throw new IllegalArgumentException("A tree of " + size + " leaves has other peaks");
        }
        List<byte[]> hashes = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(peaks);
        while (buffer.hasRemaining()) {
            byte[] hash = new byte[HASH];
            buffer.get(hash);
            hashes.add(hash);
        }
        return new MerkleFrontier(algorithm, size, hashes);
    }

    void add(byte[] leaf) {
        byte[] node = leaf;
        for (long complete = size; (complete & 1) == 1; complete >>= 1) {
            node = algorithm.node(peaks.removeLast(), node);
        }
        peaks.add(node);
        size++;
    }

    /** The root of what there is; of an empty tree, the digest of nothing. */
    byte[] root() {
        if (peaks.isEmpty()) {
            return algorithm.of(new byte[0]);
        }
        byte[] root = peaks.getLast();
        for (int i = peaks.size() - 2; i >= 0; i--) {
            root = algorithm.node(peaks.get(i), root);
        }
        return root;
    }

    byte[] peaks() {
        ByteBuffer buffer = ByteBuffer.allocate(peaks.size() * HASH);
        peaks.forEach(buffer::put);
        return buffer.array();
    }
}
