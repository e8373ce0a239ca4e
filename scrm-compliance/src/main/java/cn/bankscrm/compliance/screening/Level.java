package cn.bankscrm.compliance.screening;

/** What a hit of an entry means for the text. */
public enum Level {
    /** Kept for statistics and review; the text may go out. */
    RECORD(Verdict.PASS),
    /** The sender is warned. */
    WARN(Verdict.WARN),
    /** The text must not go out. */
    BLOCK(Verdict.BLOCK);

    private final Verdict verdict;

    Level(Verdict verdict) {
        this.verdict = verdict;
    }

    Verdict verdict() {
        return verdict;
    }
}
