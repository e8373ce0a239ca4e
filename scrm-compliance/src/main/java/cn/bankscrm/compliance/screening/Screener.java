package cn.bankscrm.compliance.screening;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Screens texts against one version of the lexicon. Immutable: shared between threads, and replaced as a whole when a
 * new version comes into force. Time grows with the length of the text and the number of hits, whatever the lexicon.
 *
 * <pre>{@code
 * Screener screener = Screener.of(lexicon);
 * Screening screening = screener.screen("保 本", Occasion.of(Outlet.CHAT));
 * }</pre>
 */
public final class Screener {

    private final String version;
    private final List<LexiconEntry> entries;
    private final boolean everywhere;
    private final PlainReading plain;
    private final List<DisguiseReading> disguises;

    private Screener(Lexicon lexicon) {
        LexiconCheck.check(lexicon);
        version = lexicon.version();
        entries = lexicon.entries();
        everywhere = entries.stream().allMatch(entry -> entry.reach().equals(Reach.EVERYWHERE));
        plain = new PlainReading(entries);
        disguises = Stream.of(new LookAlikes(), new Sounds(), new Initials(), new SplitCharacters())
                .map(disguise -> new DisguiseReading(disguise, entries))
                .filter(reading -> !reading.isEmpty())
                .toList();
    }

    /** @throws UnsuitableLexicon when entries are at fault; names all of them */
    public static Screener of(Lexicon lexicon) {
        return new Screener(lexicon);
    }

    /** The version of the lexicon that verdicts are given by. */
    public String version() {
        return version;
    }

    public Screening screen(String text, Occasion occasion) {
        Workspace space = Workspace.take();
        try {
            plain.read(text, space);
            if (disguises.isEmpty() && !plain.mayHit(space)) {
                return Screening.CLEAN;
            }
            IntPredicate applies = applying(occasion);
            List<Found> found = new ArrayList<>();
            plain.explain(space, applies, found::add);
            if (!disguises.isEmpty()) {
                disguised(space.form(text), applies, found);
            }
            if (found.isEmpty()) {
                return Screening.CLEAN;
            }
            return screening(text, found, space);
        } finally {
            space.giveBack();
        }
    }

    /** What two disguises recognise at the same place counts once. */
    private void disguised(PlainForm form, IntPredicate applies, List<Found> found) {
        Set<List<Integer>> seen = new HashSet<>();
        for (DisguiseReading disguise : disguises) {
            disguise.read(form, applies, each -> {
                if (seen.add(List.of(each.entry(), each.start(), each.end()))) {
                    found.add(each);
                }
            });
        }
    }

    private IntPredicate applying(Occasion occasion) {
        return everywhere ? entry -> true : entry -> entries.get(entry).reach().covers(occasion);
    }

    private Screening screening(String text, List<Found> found, Workspace space) {
        found.sort(Found.ORDER);
        int last = 0;
        for (Found each : found) {
            last = Math.max(last, each.end() - 1);
        }
        plain.locate(text, last, space);
        List<Hit> hits = new ArrayList<>(found.size());
        for (Found each : found) {
            hits.add(new Hit(
                    entries.get(each.entry()), space.start(each.start()), space.end(each.end() - 1), each.reading()));
        }
        return Screening.of(hits);
    }
}
