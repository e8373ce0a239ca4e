package cn.bankscrm.compliance.screening;

import java.util.List;
import java.util.Set;

/**
 * A way to hide a term. Text and terms are taken apart into the same symbols, the symbols of terms are looked for in
 * those of the text, and what is found is looked at closely.
 */
interface Disguise {

    /** Which readings this disguise belongs to. */
    Set<LooseReading> readings();

    /** @param character of the normal form */
    int[] symbols(int character);

    /** The ways in which a term may be taken apart: for each of its characters the symbols. */
    List<int[][]> spellings(int[] term);

    /**
     * Whether the symbols found are the term in disguise, and not the term itself nor other words.
     *
     * @param start where they begin in the text's symbols
     * @return the readings that recognise it, none if it is none
     */
    Set<LooseReading> recognise(Spelling spelling, SymbolText text, int start);

    /**
     * A term taken apart.
     *
     * @param entry its number in the lexicon
     * @param term characters of the normal form
     * @param parts the symbols of each character
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Spelling(int entry, int[] term, int[][] parts) {}
}
