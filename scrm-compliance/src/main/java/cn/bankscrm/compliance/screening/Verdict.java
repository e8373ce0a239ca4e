package cn.bankscrm.compliance.screening;

/** What becomes of a text, from the mildest to the gravest. */
public enum Verdict {
    PASS,
    WARN,
    BLOCK;

    Verdict orGraver(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
