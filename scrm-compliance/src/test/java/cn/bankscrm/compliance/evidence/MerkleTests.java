package cn.bankscrm.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerkleTests {

    @Property(tries = 200)
    void whatGrowsByLeavesHasTheRootOfTheWholeTreeHoweverOftenItWasStored(
            @ForAll @IntRange(min = 1, max = 300) int size, @ForAll DigestAlgorithm algorithm) {
        List<byte[]> leaves = leaves(algorithm, size);
        MerkleFrontier growing = MerkleFrontier.empty(algorithm);
        for (int i = 0; i < size; i++) {
            growing.add(leaves.get(i));
            growing = MerkleFrontier.of(algorithm, i + 1, growing.peaks());
        }

        assertThat(growing.root()).isEqualTo(new MerkleTree(algorithm, leaves).root());
        assertThat(growing.root()).isEqualTo(asWritten(algorithm, leaves));
    }

    @Property(tries = 200)
    void aPathProvesItsLeafAndNoOther(
            @ForAll @IntRange(min = 2, max = 300) int size, @ForAll @IntRange(max = 299) int any) {
        DigestAlgorithm algorithm = DigestAlgorithm.SHA_256;
        int index = any % size;
        List<byte[]> leaves = leaves(algorithm, size);
        MerkleTree tree = new MerkleTree(algorithm, leaves);
        List<byte[]> path = tree.path(index);

        assertThat(MerkleTree.holds(algorithm, leaves.get(index), index, size, path, tree.root()))
                .isTrue();
        int other = (index + 1) % size;
        assertThat(MerkleTree.holds(algorithm, leaves.get(other), index, size, path, tree.root()))
                .isFalse();
        assertThat(MerkleTree.holds(algorithm, leaves.get(index), other, size, path, tree.root()))
                .isFalse();
        assertThat(MerkleTree.holds(
                        algorithm, leaves.get(index), index, size, path.subList(1, path.size()), tree.root()))
                .isFalse();
    }

    @Example
    void digestsAsTheStandardsSay() {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);

        assertThat(HexFormat.of().formatHex(DigestAlgorithm.SHA_256.of(abc)))
                .as("FIPS 180-4")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(HexFormat.of().formatHex(DigestAlgorithm.SM3.of(abc)))
                .as("GB/T 32905-2016, A.1")
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    }

    /** RFC 9162 §2.1.1, word for word. */
    private static byte[] asWritten(DigestAlgorithm algorithm, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return algorithm.node(
                asWritten(algorithm, leaves.subList(0, split)),
                asWritten(algorithm, leaves.subList(split, leaves.size())));
    }

    private static List<byte[]> leaves(DigestAlgorithm algorithm, int size) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(algorithm.leaf(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return leaves;
    }
}
