package cn.bankscrm.compliance.lexicon;

import java.util.List;

/** How one version differs from another. A changed entry is one removed and one added. */
public record LexiconDifference(List<KeptLine> added, List<KeptLine> removed) {

    public LexiconDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
