package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.Lexicon;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.compliance.screening.Screener;
import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether safe contexts do what they are for: the entry would hit within each, and still hits elsewhere. */
final class ContextFit {

    private ContextFit() {}

    /**
     * What is wrong, by the position of the entry; of each entry the first fault.
     *
     * @throws UnsuitableLexicon when entries cannot be screened for at all
     */
    static Map<Integer, LineFault> faults(List<LexiconEntry> entries) {
        List<LexiconEntry> safe =
                entries.stream().map(entry -> entry.within(Reach.EVERYWHERE)).toList();
        List<LexiconEntry> bare =
                safe.stream().map(entry -> entry.safeIn(List.of())).toList();
        Screener withContexts = screener(safe);
        Screener without = screener(bare);
        Map<Integer, LineFault> faults = new HashMap<>();
        for (int i = 0; i < safe.size(); i++) {
            LexiconEntry entry = safe.get(i);
            LexiconEntry alone = bare.get(i);
            if (entry.safeContexts().isEmpty()) {
                continue;
            }
            if (!entry.safeContexts().stream().allMatch(context -> hits(without, alone, context))) {
                faults.put(i, LineFault.CONTEXT_WITHOUT_TERM);
            } else if (!hits(withContexts, entry, itself(entry))) {
                faults.put(i, LineFault.CONTEXT_IS_TERM);
            }
        }
        return faults;
    }

    private static String itself(LexiconEntry entry) {
        return entry.phrase() instanceof Phrase.Combination(var first, var second, var any)
                ? first + second
                : entry.term();
    }

    private static boolean hits(Screener screener, LexiconEntry entry, String text) {
        return screener.screen(text, Occasion.of(Outlet.CHAT)).hits().stream()
                .anyMatch(hit -> hit.entry().equals(entry));
    }

    private static Screener screener(List<LexiconEntry> entries) {
        return Screener.of(new Lexicon("contexts", entries.stream().distinct().toList()));
    }
}
