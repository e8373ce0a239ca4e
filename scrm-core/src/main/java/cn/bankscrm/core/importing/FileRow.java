package cn.bankscrm.core.importing;

import java.util.Map;

/**
 * A row of a file that another module takes over.
 *
 * @param line the line on which it begins; the header is line 1
 * @param fields by the names of the columns, stripped; empty where the file leaves one out
 */
public record FileRow(long line, Map<String, String> fields) {

    public FileRow {
        fields = Map.copyOf(fields);
    }

    /** Never the fields. */
    @Override
    public String toString() {
        return "FileRow[line " + line + "]";
    }
}
