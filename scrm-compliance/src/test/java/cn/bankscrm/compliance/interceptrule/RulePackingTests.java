package cn.bankscrm.compliance.interceptrule;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.interceptrule.RulePacking.Packed;
import cn.bankscrm.compliance.interceptrule.RulePacking.Packing;
import cn.bankscrm.compliance.screening.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RulePackingTests {

    private static final RuleReach EVERYBODY = new RuleReach(new TreeSet<>(), new TreeSet<>());
    private static final List<RuleGroup> GROUPS = List.of(
            new RuleGroup(RuleKind.BLOCK, EVERYBODY),
            new RuleGroup(RuleKind.WARN, EVERYBODY),
            new RuleGroup(RuleKind.BLOCK, new RuleReach(new TreeSet<>(Set.of("4401")), new TreeSet<>())));

    @Property(tries = 150)
    void holdsEveryLimitAndGivesWayByPriority(
            @ForAll Random random, @IntRange(max = 2_500) @ForAll int size, @IntRange(max = 8) @ForAll int allowed) {
        List<RuleWord> words = words(random, size);
        Packing packing = RulePacking.pack(words, List.of(), allowed);

        everyWordStandsOnce(words, packing);
        limitsHold(packing, allowed);
        nothingOfLessPriorityTookTheRoom(packing, allowed);
        // packed anew with what is there, nothing moves
        assertThat(RulePacking.pack(words, packing.rules(), allowed)).isEqualTo(packing);
    }

    @Property(tries = 150)
    void holdsThemOnTopOfWhateverIsThere(
            @ForAll Random random, @IntRange(max = 2_500) @ForAll int size, @IntRange(max = 8) @ForAll int allowed) {
        List<Packed> there = RulePacking.pack(words(random, size), List.of(), 9).rules().stream()
                .map(rule -> new Packed(rule.number(), rule.group(), thinned(rule.words(), random)))
                .toList();
        List<RuleWord> words = words(random, size);
        Packing packing = RulePacking.pack(words, there, allowed);

        everyWordStandsOnce(words, packing);
        limitsHold(packing, allowed);
        assertThat(texts(packing.without()))
                .isEqualTo(texts(RulePacking.pack(words, List.of(), allowed).without()));
    }

    /** One word more, one less, one instead of another: one call each, as long as there is room. */
    @Property(tries = 100)
    void oneChangeIsOneCall(@ForAll Random random, @IntRange(min = 1, max = 2_000) @ForAll int size) {
        List<RuleWord> words = words(random, size);
        List<Packed> there = RulePacking.pack(words, List.of(), 100).rules();

        List<RuleWord> fewer = new ArrayList<>(words);
        RuleWord gone = fewer.remove(random.nextInt(size));
        assertThat(calls(there, RulePacking.pack(fewer, there, 100).rules())).isEqualTo(1);

        List<RuleWord> more = new ArrayList<>(words);
        more.add(new RuleWord("新词", gone.group(), Level.WARN, 0));
        assertThat(calls(there, RulePacking.pack(more, there, 100).rules())).isEqualTo(1);

        List<RuleWord> other = new ArrayList<>(fewer);
        other.add(new RuleWord("新词", gone.group(), Level.WARN, 0));
        assertThat(calls(there, RulePacking.pack(other, there, 100).rules())).isEqualTo(1);
    }

    @Test
    void packsAllThatWeComHasRoomForAndNoMore() {
        List<RuleWord> words = IntStream.range(0, 30_001)
                .mapToObj(i -> new RuleWord("词" + i, GROUPS.getFirst(), i == 7 ? Level.WARN : Level.BLOCK, i))
                .toList();
        Packing packing = RulePacking.pack(words, List.of(), InterceptRule.MOST_RULES);
        assertThat(packing.rules())
                .hasSize(100)
                .allSatisfy(rule -> assertThat(rule.words()).hasSize(300));
        assertThat(packing.without()).extracting(RuleWord::text).containsExactly("词7");
    }

    private static void everyWordStandsOnce(List<RuleWord> words, Packing packing) {
        List<List<Object>> placed = new ArrayList<>();
        packing.rules().forEach(rule -> rule.words().forEach(word -> placed.add(List.of(word, rule.group()))));
        packing.without().forEach(word -> placed.add(List.of(word.text(), word.group())));
        assertThat(placed).hasSize(words.size());
        assertThat(new HashSet<>(placed).equals(texts(words))).as("each once").isTrue();
    }

    private static void limitsHold(Packing packing, int allowed) {
        assertThat(packing.rules())
                .hasSizeLessThanOrEqualTo(allowed)
                .allSatisfy(rule -> assertThat(rule.words()).hasSizeBetween(1, InterceptRule.MOST_WORDS));
        assertThat(packing.rules()).extracting(Packed::number).doesNotHaveDuplicates();
    }

    /** A word is left out only where its group has no room at all, and nothing behind it opened a rule. */
    private static void nothingOfLessPriorityTookTheRoom(Packing packing, int allowed) {
        Map<RuleGroup, Integer> sizes = new HashMap<>();
        packing.rules().forEach(rule -> sizes.merge(rule.group(), rule.words().size(), Integer::sum));
        for (RuleWord word : packing.without()) {
            assertThat(sizes.getOrDefault(word.group(), 0) % InterceptRule.MOST_WORDS)
                    .isZero();
            assertThat(packing.rules()).hasSize(allowed);
        }
        Optional<RuleWord> first = packing.without().stream().min(RuleWord.BY_PRIORITY);
        first.ifPresent(word -> assertThat(packing.without()).startsWith(word));
    }

    private static Set<List<Object>> texts(List<RuleWord> words) {
        Set<List<Object>> texts = new HashSet<>();
        words.forEach(word -> texts.add(List.of(word.text(), word.group())));
        return texts;
    }

    private static int calls(List<Packed> before, List<Packed> after) {
        Set<Packed> different = new HashSet<>(before);
        different.removeAll(after);
        Set<Packed> made = new HashSet<>(after);
        made.removeAll(before);
        Set<Integer> numbers = new HashSet<>();
        different.forEach(rule -> numbers.add(rule.number()));
        made.forEach(rule -> numbers.add(rule.number()));
        return numbers.size();
    }

    private static SortedSet<String> thinned(Collection<String> words, Random random) {
        SortedSet<String> thinned = new TreeSet<>(words);
        thinned.removeIf(word -> random.nextInt(3) > 0);
        return thinned;
    }

    private static List<RuleWord> words(Random random, int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new RuleWord(
                        "词" + i,
                        GROUPS.get(random.nextInt(GROUPS.size())),
                        random.nextBoolean() ? Level.WARN : Level.BLOCK,
                        random.nextInt(5)))
                .toList();
    }
}
