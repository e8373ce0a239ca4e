package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.core.staff.StaffId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws by weight without putting back, of each manager apart. Every conversation gets a number of its own out of the
 * seed and its id, so that the same seed over the same conversations draws the same, in whatever order they come and on
 * whatever machine; a heavier one has the better odds (Efraimidis and Spirakis, 2006).
 */
final class Drawing {

    private static final double UNIT = 0x1p-53;

    private Drawing() {}

    /** @param blind to be judged a second time */
    record Drawn(Candidate candidate, boolean blind) {}

    /** @return by staff, then conversation */
    static List<Drawn> draw(Collection<Candidate> frame, PlanRules rules, long seed) {
        Map<Long, List<Candidate>> byStaff = frame.stream()
                .collect(Collectors.groupingBy(
                        candidate -> candidate.staff().value(), TreeMap::new, Collectors.toList()));
        List<Candidate> drawn = new ArrayList<>();
        byStaff.values()
                .forEach(own -> own.stream()
                        .sorted(Comparator.comparingDouble((Candidate candidate) -> odds(seed, candidate))
                                .thenComparingLong(
                                        candidate -> candidate.conversation().value()))
                        .limit(rules.drawn(own.size()))
                        .sorted(Comparator.comparingLong(
                                candidate -> candidate.conversation().value()))
                        .forEach(drawn::add));
        Set<ConversationId> twice = drawn.stream()
                .map(Candidate::conversation)
                .sorted(Comparator.comparingDouble((ConversationId id) -> chance(seed, "second", id.value()))
                        .thenComparingLong(ConversationId::value))
                .limit(rules.twice(drawn.size()))
                .collect(Collectors.toCollection(HashSet::new));
        return drawn.stream()
                .map(candidate -> new Drawn(candidate, twice.contains(candidate.conversation())))
                .toList();
    }

    /** How many of each manager, without drawing. */
    static Map<StaffId, Integer> counts(Collection<Candidate> frame, PlanRules rules) {
        return frame.stream()
                .collect(Collectors.groupingBy(
                        Candidate::staff,
                        Collectors.collectingAndThen(Collectors.toList(), own -> rules.drawn(own.size()))));
    }

    /** Of what was drawn from, in an order of its own: whoever draws again can tell that it is the same. */
    static byte[] digest(Collection<Candidate> frame) {
        MessageDigest digest = sha256();
        frame.stream()
                .sorted(Comparator.comparingLong(
                        candidate -> candidate.conversation().value()))
                .forEach(candidate -> digest.update("%d %d %d %s%n"
                        .formatted(
                                candidate.conversation().value(),
                                candidate.staff().value(),
                                candidate.lastSeq(),
                                candidate.weight().stripTrailingZeros().toPlainString())
                        .replace("\r\n", "\n")
                        .getBytes(StandardCharsets.UTF_8)));
        return digest.digest();
    }

    private static double odds(long seed, Candidate candidate) {
        return -StrictMath.log(chance(seed, "first", candidate.conversation().value()))
                / candidate.weight().doubleValue();
    }

    /** Over 0 and under 1, the same for the same. */
    private static double chance(long seed, String use, long conversation) {
        MessageDigest digest = sha256();
        digest.update(
                ByteBuffer.allocate(16).putLong(seed).putLong(conversation).flip());
        digest.update(use.getBytes(StandardCharsets.UTF_8));
        long bits = ByteBuffer.wrap(digest.digest()).getLong() >>> 11;
        return (bits + 0.5) * UNIT;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
