package cn.bankscrm.compliance.screening;

import java.util.List;

/**
 * What was found in a text.
 *
 * @param hits all of them, by start, then end, then the lexicon's order; of level {@link Level#RECORD} too
 */
public record Screening(Verdict verdict, List<Hit> hits) {

    static final Screening CLEAN = new Screening(Verdict.PASS, List.of());

    public Screening {
        hits = List.copyOf(hits);
    }

    static Screening of(List<Hit> hits) {
        Verdict verdict = Verdict.PASS;
        for (Hit hit : hits) {
            verdict = verdict.orGraver(hit.entry().level().verdict());
        }
        return new Screening(verdict, hits);
    }
}
