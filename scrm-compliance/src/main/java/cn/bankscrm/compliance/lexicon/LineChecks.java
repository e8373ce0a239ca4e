package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import cn.bankscrm.core.institution.InstitutionCode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds out whether lines that are well written can be screened for, do what their author means, and speak of
 * institutions and posts that there are.
 */
@Component
public class LineChecks {

    private final Organisation organisation;
    private final SameWords sameWords;

    LineChecks(Organisation organisation, SameWords sameWords) {
        this.organisation = organisation;
        this.sameWords = sameWords;
    }

    /**
     * A line that cannot be used.
     *
     * @param position among the lines, from 0
     * @param other the position of the line that it gets in the way of; empty where the fault is its own
     */
    public record Found(int position, LineFault fault, OptionalInt other) {

        Found(int position, LineFault fault) {
            this(position, fault, OptionalInt.empty());
        }
    }

    /** What is wrong with the lines of a whole lexicon. */
    public List<Found> faults(List<LexiconLine> lines) {
        List<Found> found = new ArrayList<>(ofEachAlone(lines));
        sameWords
                .clashes(lines)
                .forEach((later, earlier) -> found.add(new Found(later, LineFault.DUPLICATE, OptionalInt.of(earlier))));
        return found;
    }

    /**
     * What is wrong with a line that is to stand beside others.
     *
     * @return positions of others are those in {@code beside}
     */
    public List<Found> faults(LexiconLine line, List<LexiconLine> beside) {
        List<Found> found = new ArrayList<>(ofEachAlone(List.of(line)));
        OptionalInt other = sameWords.clash(line, beside);
        if (other.isPresent()) {
            found.add(new Found(0, LineFault.DUPLICATE, other));
        }
        return found;
    }

    private List<Found> ofEachAlone(List<LexiconLine> lines) {
        return Stream.of(
                        ofEngine(lines),
                        unknown(
                                lines,
                                entry -> entry.reach().institutions().stream()
                                        .map(InstitutionCode::value)
                                        .collect(Collectors.toUnmodifiableSet()),
                                organisation::codes,
                                LineFault.INSTITUTION),
                        unknown(
                                lines,
                                entry -> entry.reach().roles(),
                                () -> Set.copyOf(organisation.posts()),
                                LineFault.POST))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Found> ofEngine(List<LexiconLine> lines) {
        List<LexiconEntry> entries = lines.stream().map(LexiconLine::entry).toList();
        try {
            Screener.of(new Lexicon("check", entries));
            return ofContexts(
                    entries, IntStream.range(0, entries.size()).boxed().toList());
        } catch (UnsuitableLexicon unsuitable) {
            List<Found> found = new ArrayList<>(unsuitable.faults().stream()
                    .map(fault -> new Found(fault.position(), LineFault.of(fault.reason())))
                    .toList());
            Set<Integer> unusable = found.stream().map(Found::position).collect(Collectors.toSet());
            found.addAll(ofContexts(
                    entries,
                    IntStream.range(0, entries.size())
                            .filter(i -> !unusable.contains(i))
                            .boxed()
                            .toList()));
            return found;
        }
    }

    private static List<Found> ofContexts(List<LexiconEntry> entries, List<Integer> usable) {
        return ContextFit.faults(usable.stream().map(entries::get).toList()).entrySet().stream()
                .map(fault -> new Found(usable.get(fault.getKey()), fault.getValue()))
                .toList();
    }

    /** @param known asked for only where a line names something */
    private static List<Found> unknown(
            List<LexiconLine> lines,
            Function<LexiconEntry, Set<String>> named,
            Supplier<Set<String>> known,
            LineFault fault) {
        List<Integer> naming = IntStream.range(0, lines.size())
                .filter(i -> !named.apply(lines.get(i).entry()).isEmpty())
                .boxed()
                .toList();
        Set<String> all = naming.isEmpty() ? Set.of() : known.get();
        return naming.stream()
                .filter(i -> !all.containsAll(named.apply(lines.get(i).entry())))
                .map(i -> new Found(i, fault))
                .toList();
    }
}
