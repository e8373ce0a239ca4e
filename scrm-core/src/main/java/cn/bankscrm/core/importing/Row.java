package cn.bankscrm.core.importing;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A row of a file with its fields in the order of the format's columns, stripped.
 *
 * @param source the record as it stands in the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; millions are made
record Row(CsvRow source, String[] fields) {

    long line() {
        return source.line();
    }

    /** Empty when the file leaves it out. */
    String text(int column) {
        return fields[column];
    }

    /** The fields as one record of CSV, without the line end. */
    String asCsv() {
        return Arrays.stream(fields).map(Row::quoted).collect(Collectors.joining(","));
    }

    /** A field as RFC 4180 has it. */
    static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** Never the fields: they are personal data. */
    @Override
    public String toString() {
        return "Row[line " + line() + "]";
    }
}
