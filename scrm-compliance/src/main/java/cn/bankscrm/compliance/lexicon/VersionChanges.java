package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Phrase;
import java.util.ArrayList;
import java.util.List;

/** How a version differs from another: an entry that went and one for the same words that came are a change. */
public record VersionChanges(List<Change> changed, List<KeptLine> added, List<KeptLine> removed) {

    public VersionChanges {
        changed = List.copyOf(changed);
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** An entry before and after. */
    public record Change(KeptLine before, KeptLine after) {}

    public static VersionChanges of(LexiconDifference difference) {
        List<KeptLine> added = new ArrayList<>();
        List<KeptLine> removed = new ArrayList<>(difference.removed());
        List<Change> changed = new ArrayList<>();
        for (KeptLine after : difference.added()) {
            KeptLine before = removed.stream()
                    .filter(candidate -> words(candidate).equals(words(after)))
                    .findFirst()
                    .orElse(null);
            if (before == null) {
                added.add(after);
            } else {
                removed.remove(before);
                changed.add(new Change(before, after));
            }
        }
        return new VersionChanges(changed, added, removed);
    }

    /** A combination with another distance is the same words. */
    private static String words(KeptLine kept) {
        Phrase phrase = kept.line().entry().phrase();
        return phrase.getClass().getSimpleName() + phrase.term();
    }

    public boolean none() {
        return changed.isEmpty() && added.isEmpty() && removed.isEmpty();
    }
}
