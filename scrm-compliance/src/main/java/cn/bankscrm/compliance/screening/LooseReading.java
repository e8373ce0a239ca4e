package cn.bankscrm.compliance.screening;

/**
 * A looser way to read a text, which an entry asks for on top of the plain one. Each finds more disguises and more that
 * is none: see docs/screening.md for what was measured.
 */
public enum LooseReading {
    /** 形近字与同音字: characters that look alike or sound the same to the tone (葆本, bǎo本), letters of other alphabets. */
    HOMOGRAPH(2),
    /** 拼音: characters written as syllables in letters, with or without tones (baoben, bao本). */
    PINYIN(2),
    /** 拼音首字母: characters written by the first letter of their syllable (wzbp, 稳z不p). */
    INITIALS(3),
    /** 拆字: characters taken apart (亻呆本, 木子). */
    SPLIT(1);

    private final int shortestTerm;

    LooseReading(int shortestTerm) {
        this.shortestTerm = shortestTerm;
    }

    /** Characters of the normal form that a term must have, so that enough is left to recognise it by. */
    public int shortestTerm() {
        return shortestTerm;
    }
}
