package cn.bankscrm.compliance.evidence;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Compares entries of the chain with their records, and tells afterwards what became of those that differ: whether they
 * were changed, removed, or swapped with one another.
 */
final class RecordCheck {

    /** More than a person will read; what comes after is counted out. */
    private static final int LIMIT = 1_000;

    private final EvidenceRecords records;
    private final DeletionProofs deletions;
    private final List<Suspect> suspects = new ArrayList<>();
    private final List<Break> breaks = new ArrayList<>();
    private final Set<EvidenceRecords.Key> explained = new HashSet<>();
    private long deleted;

    RecordCheck(EvidenceRecords records, DeletionProofs deletions) {
        this.records = records;
        this.deletions = deletions;
    }

    /** Entries of one day. */
    void compare(LocalDate day, DigestAlgorithm algorithm, List<Leaf> leaves) {
        Map<EvidenceRecords.Key, ChainedRecord> found =
                records.read(leaves.stream().map(RecordCheck::key).toList());
        List<Leaf> missing = new ArrayList<>();
        for (Leaf leaf : leaves) {
            ChainedRecord standing = found.get(key(leaf));
            if (standing == null) {
                missing.add(leaf);
                continue;
            }
            byte[] digest = standing.digest(algorithm);
            if (!Arrays.equals(digest, leaf.digest())) {
                suspect(new Suspect(day, algorithm, leaf, Optional.of(digest)));
            }
        }
        Map<Long, Long> runs = missing.isEmpty() ? Map.of() : deletions.runsOf(missing);
        for (Leaf leaf : missing) {
            Long run = runs.get(leaf.place());
            if (run == null) {
                suspect(new Suspect(day, algorithm, leaf, Optional.empty()));
            } else if (deletions.proven(run)) {
                deleted++;
            } else {
                breaks.add(Break.ofRecord(Break.What.DELETION_CHANGED, day, leaf));
            }
        }
    }

    /** How many records are gone by retention, with proof. */
    long deleted() {
        return deleted;
    }

    /** What became of all that differ. */
    List<Break> breaks() {
        List<Suspect> open = new ArrayList<>(suspects);
        List<Suspect> settled = open.stream().map(this::withWhatIsThere).toList();
        List<Break> found = new ArrayList<>(breaks);
        settled.forEach(suspect -> found.add(explain(suspect, settled)));
        return found;
    }

    /** Records that are part of a break already, though no entry of the chain has them as they stand. */
    Set<EvidenceRecords.Key> explained() {
        return explained;
    }

    private void suspect(Suspect suspect) {
        if (suspects.size() < LIMIT) {
            suspects.add(suspect);
        }
    }

    /** A record that is not at its time may be there under another. */
    private Suspect withWhatIsThere(Suspect suspect) {
        if (suspect.actual().isPresent()) {
            return suspect;
        }
        return moved(suspect.leaf())
                .map(record -> {
                    explained.add(new EvidenceRecords.Key(record.kind(), record.id(), record.at()));
                    return new Suspect(
                            suspect.day(),
                            suspect.algorithm(),
                            suspect.leaf(),
                            Optional.of(record.digest(suspect.algorithm())));
                })
                .orElse(suspect);
    }

    private final Map<RecordKind, Map<Long, ChainedRecord>> movedRecords = new HashMap<>();

    private Optional<ChainedRecord> moved(Leaf leaf) {
        return Optional.ofNullable(
                movedRecords.computeIfAbsent(leaf.kind(), this::readMoved).get(leaf.id()));
    }

    private Map<Long, ChainedRecord> readMoved(RecordKind kind) {
        List<Leaf> missing = suspects.stream()
                .filter(suspect -> suspect.actual().isEmpty())
                .map(Suspect::leaf)
                .filter(leaf -> leaf.kind() == kind)
                .toList();
        Map<Long, ChainedRecord> found = new HashMap<>();
        records.readByNumber(kind, missing.stream().map(Leaf::id).toList())
                .forEach(record -> found.put(record.id(), record));
        return found;
    }

    private Break explain(Suspect suspect, Collection<Suspect> all) {
        if (suspect.actual().isEmpty()) {
            return Break.ofRecord(Break.What.REMOVED, suspect.day(), suspect.leaf());
        }
        return all.stream()
                .filter(other -> other.leaf().place() != suspect.leaf().place()
                        && other.leaf().kind() == suspect.leaf().kind())
                .filter(other -> other.actual().isPresent() && swapped(suspect, other))
                .findFirst()
                .map(other -> Break.swapped(
                        suspect.day(), suspect.leaf(), other.leaf().id()))
                .orElseGet(() -> Break.ofRecord(Break.What.CHANGED, suspect.day(), suspect.leaf()));
    }

    private boolean swapped(Suspect one, Suspect other) {
        boolean contents = Arrays.equals(
                        one.actual().orElseThrow(), other.leaf().digest())
                && Arrays.equals(other.actual().orElseThrow(), one.leaf().digest());
        if (contents) {
            return true;
        }
        Optional<ChainedRecord> mine = moved(one.leaf());
        Optional<ChainedRecord> theirs = moved(other.leaf());
        return mine.isPresent()
                && theirs.isPresent()
                && Objects.equals(mine.get().at(), other.leaf().at())
                && Objects.equals(theirs.get().at(), one.leaf().at());
    }

    private static EvidenceRecords.Key key(Leaf leaf) {
        return new EvidenceRecords.Key(leaf.kind(), leaf.id(), leaf.at());
    }

    /** @param actual the digest of what stands there; empty: nothing does */
    private record Suspect(LocalDate day, DigestAlgorithm algorithm, Leaf leaf, Optional<byte[]> actual) {}
}
