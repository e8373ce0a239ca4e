package cn.bankscrm.core.importing;

import org.jspecify.annotations.Nullable;

/**
 * A record of a CSV file.
 *
 * @param line the line on which it begins
 * @param malformed what is wrong with its quoting; null when nothing is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions are made
record CsvRow(long line, String[] fields, @Nullable String malformed) {

    /** Never the fields: they are personal data. */
    @Override
    public String toString() {
        return "CsvRow[line " + line + "]";
    }
}
