package cn.bankscrm.compliance.screening;

import java.util.List;

/** A version of the lexicon (词库版本): what texts are screened for. Two entries may have the same term. */
public record Lexicon(String version, List<LexiconEntry> entries) {

    public Lexicon {
        entries = List.copyOf(entries);
    }
}
