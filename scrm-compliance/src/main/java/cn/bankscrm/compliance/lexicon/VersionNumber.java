package cn.bankscrm.compliance.lexicon;

/** Number of a version of the lexicon, from 1. */
public record VersionNumber(int value) {

    public VersionNumber {
        if (value < 1) {
            throw new IllegalArgumentException("Versions are counted from 1");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
