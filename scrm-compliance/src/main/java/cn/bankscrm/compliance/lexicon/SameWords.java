package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.PlainForm;
import cn.bankscrm.core.institution.InstitutionCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * Finds entries for the same words. Each of them hits by itself, so the safe contexts of one do not save what another
 * hits: where both apply to the same texts, the one with fewer safe contexts cancels those of the other.
 */
@Component
public class SameWords {

    private static final int MOST_PAIRS = 300;

    private final Organisation organisation;

    SameWords(Organisation organisation) {
        this.organisation = organisation;
    }

    /** How the scopes of two entries lie: channels, institutions, posts, days, and the distance of combinations. */
    enum Scopes {
        /** No text that both apply to. */
        APART,
        /** One applies to a part of what the other applies to: said on purpose. */
        NARROWER,
        /** They are the same, or meet without one lying in the other. */
        CLASHING
    }

    /**
     * Two entries for the same words whose scopes meet.
     *
     * @param narrower that which applies to a part of what the wider applies to; where neither does, the later one
     * @param clashing neither applies to a part of the other alone: nobody would write that today
     */
    public record Pair(KeptLine wider, KeptLine narrower, boolean clashing) {}

    /** The first {@value #MOST_PAIRS}. */
    public List<Pair> among(List<KeptLine> lines) {
        List<LexiconLine> written = lines.stream().map(KeptLine::line).toList();
        Reading reading = read(written);
        List<Pair> pairs = new ArrayList<>();
        for (List<Integer> same : reading.groups()) {
            for (int i = 1; i < same.size() && pairs.size() < MOST_PAIRS; i++) {
                for (int k = 0; k < i && pairs.size() < MOST_PAIRS; k++) {
                    LexiconLine one = written.get(same.get(k));
                    LexiconLine other = written.get(same.get(i));
                    Scopes scopes = reading.scopes(one, other);
                    if (scopes != Scopes.APART) {
                        boolean turned = scopes == Scopes.NARROWER && reading.within(one, other);
                        pairs.add(new Pair(
                                lines.get(same.get(turned ? i : k)),
                                lines.get(same.get(turned ? k : i)),
                                scopes == Scopes.CLASHING));
                    }
                }
            }
        }
        return pairs;
    }

    /** For each line that clashes with one before it, by position: the first that it clashes with. */
    Map<Integer, Integer> clashes(List<LexiconLine> lines) {
        Reading reading = read(lines);
        Map<Integer, Integer> clashes = new HashMap<>();
        for (List<Integer> same : reading.groups()) {
            for (int i = 1; i < same.size(); i++) {
                int later = same.get(i);
                same.subList(0, i).stream()
                        .filter(earlier -> reading.scopes(lines.get(earlier), lines.get(later)) == Scopes.CLASHING)
                        .findFirst()
                        .ifPresent(earlier -> clashes.put(later, earlier));
            }
        }
        return clashes;
    }

    /** The first of these that a line clashes with, by position. */
    OptionalInt clash(LexiconLine line, List<LexiconLine> others) {
        List<LexiconLine> same = others.stream()
                .filter(other -> words(other.entry()).equals(words(line.entry())))
                .toList();
        Optional<LexiconLine> clashing = same.isEmpty()
                ? Optional.empty()
                : Optional.of(read(both(line, same)))
                        .flatMap(reading -> same.stream()
                                .filter(other -> reading.scopes(line, other) == Scopes.CLASHING)
                                .findFirst());
        return clashing.map(other -> OptionalInt.of(others.indexOf(other))).orElseGet(OptionalInt::empty);
    }

    private static List<LexiconLine> both(LexiconLine line, List<LexiconLine> others) {
        List<LexiconLine> both = new ArrayList<>(others);
        both.add(line);
        return both;
    }

    private Reading read(List<LexiconLine> lines) {
        Collection<List<Integer>> groups = IntStream.range(0, lines.size())
                .boxed()
                .collect(Collectors.groupingBy(i -> words(lines.get(i).entry())))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .toList();
        Set<InstitutionCode> named = groups.stream()
                .flatMap(List::stream)
                .flatMap(i -> lines.get(i).entry().reach().institutions().stream())
                .collect(Collectors.toUnmodifiableSet());
        return new Reading(groups, named.isEmpty() ? Map.of() : organisation.above(named));
    }

    /** What an entry looks for, as texts are read: kind and letters. */
    private static String words(LexiconEntry entry) {
        return switch (entry.phrase()) {
            case Phrase.Literal(String term) -> "literal " + letters(term);
            case Phrase.Combination(String first, String second, int distance) ->
                "combination " + letters(first) + "|" + letters(second);
        };
    }

    private static String letters(String term) {
        PlainForm form = PlainForm.of(term);
        return IntStream.range(0, form.length())
                .map(form::character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Lines with what is needed to compare them.
     *
     * @param groups the positions of those with the same words, where there are several
     */
    private record Reading(Collection<List<Integer>> groups, Map<InstitutionCode, Set<InstitutionCode>> above) {

        Scopes scopes(LexiconLine one, LexiconLine other) {
            if (!meet(one, other)) {
                return Scopes.APART;
            }
            return within(one, other) == within(other, one) ? Scopes.CLASHING : Scopes.NARROWER;
        }

        private boolean meet(LexiconLine one, LexiconLine other) {
            return meet(one.entry().reach().outlets(), other.entry().reach().outlets(), Object::equals)
                    && meet(one.entry().reach().roles(), other.entry().reach().roles(), Object::equals)
                    && meet(
                            one.entry().reach().institutions(),
                            other.entry().reach().institutions(),
                            (a, b) -> under(a, b) || under(b, a))
                    && !begins(one).isAfter(ends(other))
                    && !begins(other).isAfter(ends(one));
        }

        /** Whether the one applies to nothing that the other does not apply to. */
        boolean within(LexiconLine one, LexiconLine other) {
            return within(one.entry().reach().outlets(), other.entry().reach().outlets(), Object::equals)
                    && within(one.entry().reach().roles(), other.entry().reach().roles(), Object::equals)
                    && within(
                            one.entry().reach().institutions(),
                            other.entry().reach().institutions(),
                            this::under)
                    && !begins(one).isBefore(begins(other))
                    && !ends(one).isAfter(ends(other))
                    && distance(one) <= distance(other);
        }

        private boolean under(InstitutionCode one, InstitutionCode other) {
            return one.equals(other) || above.getOrDefault(one, Set.of()).contains(other);
        }

        private static <T> boolean meet(Set<T> one, Set<T> other, BiPredicate<T, T> same) {
            return one.isEmpty()
                    || other.isEmpty()
                    || one.stream().anyMatch(a -> other.stream().anyMatch(b -> same.test(a, b)));
        }

        private static <T> boolean within(Set<T> one, Set<T> other, BiPredicate<T, T> same) {
            return other.isEmpty()
                    || (!one.isEmpty()
                            && one.stream().allMatch(a -> other.stream().anyMatch(b -> same.test(a, b))));
        }

        private static LocalDate begins(LexiconLine line) {
            return Optional.ofNullable(line.validFrom()).orElse(LocalDate.MIN);
        }

        private static LocalDate ends(LexiconLine line) {
            return Optional.ofNullable(line.validTo()).orElse(LocalDate.MAX);
        }

        private static int distance(LexiconLine line) {
            return line.entry().phrase() instanceof Phrase.Combination combination ? combination.distance() : 0;
        }
    }
}
