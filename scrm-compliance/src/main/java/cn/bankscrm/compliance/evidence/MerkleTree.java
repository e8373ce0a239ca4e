package cn.bankscrm.compliance.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A whole Merkle tree (RFC 9162 §2.1), from which proofs are taken that one leaf is in it. */
final class MerkleTree {

    private final List<List<byte[]>> levels = new ArrayList<>();

    /** @param leaves their hashes, at least one */
    MerkleTree(DigestAlgorithm algorithm, List<byte[]> leaves) {
        levels.add(leaves);
        while (levels.getLast().size() > 1) {
            List<byte[]> below = levels.getLast();
            List<byte[]> nodes = new ArrayList<>(below.size() / 2 + 1);
            for (int i = 0; i + 1 < below.size(); i += 2) {
                nodes.add(algorithm.node(below.get(i), below.get(i + 1)));
            }
            if (below.size() % 2 == 1) {
                nodes.add(below.getLast());
            }
            levels.add(nodes);
        }
    }

    byte[] root() {
        return levels.getLast().getFirst();
    }

    /** The hashes beside the way from a leaf up to the root. */
    List<byte[]> path(int index) {
        List<byte[]> path = new ArrayList<>();
        int place = index;
        for (List<byte[]> level : levels) {
            int beside = place ^ 1;
            if (beside < level.size()) {
                path.add(level.get(beside));
            }
            place /= 2;
        }
        return path;
    }

    /**
     * Whether a leaf is in the tree of this root (RFC 9162 §2.1.3.2).
     *
     * @param index the leaf's, from 0
     * @param size how many leaves the tree has
     */
    static boolean holds(
            DigestAlgorithm algorithm, byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] beside : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                hash = algorithm.node(beside, hash);
                while ((place & 1) == 0 && place != 0) {
                    place >>= 1;
                    last >>= 1;
                }
            } else {
                hash = algorithm.node(hash, beside);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }
}
