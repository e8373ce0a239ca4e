package cn.bankscrm.core.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The header row: which column stands where. Columns come in any order; columns that the format does not know are
 * passed over.
 */
final class Header {

    private static final int MISSING = -1;

    private final int[] places;
    private final int width;
    private final List<String> unknown;

    private Header(int[] places, int width, List<String> unknown) {
        this.places = places;
        this.width = width;
        this.unknown = unknown;
    }

    /** @throws BrokenFile when an expected column is missing or named twice */
    static Header of(CsvRow row, List<Column> columns) {
        Map<String, Integer> found = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        List<String> known = columns.stream().map(Column::name).toList();
        for (int i = 0; i < row.fields().length; i++) {
            String name = row.fields()[i].strip().toLowerCase(Locale.ROOT);
            if (!known.contains(name)) {
                unknown.add(row.fields()[i].strip());
            } else if (found.putIfAbsent(name, i) != null) {
                throw new BrokenFile(row.line(), name, "表头中此列出现了两次");
            }
        }
        List<String> expected =
                columns.stream().filter(Column::expected).map(Column::name).toList();
        for (String name : expected) {
            if (!found.containsKey(name)) {
                throw new BrokenFile(row.line(), name, "表头缺少此列，应有：" + String.join(",", expected));
            }
        }
        int[] places = known.stream()
                .mapToInt(name -> found.getOrDefault(name, MISSING))
                .toArray();
        return new Header(places, row.fields().length, unknown);
    }

    /** @return the row's fields in the order of the format's columns; what the row lacks is empty */
    Row arrange(CsvRow row) {
        String[] fields = new String[places.length];
        for (int i = 0; i < places.length; i++) {
            boolean there = places[i] != MISSING && places[i] < row.fields().length;
            fields[i] = there ? row.fields()[places[i]].strip() : "";
        }
        return new Row(row, fields);
    }

    int width() {
        return width;
    }

    /** What was passed over, in Chinese; empty when nothing was. */
    String note() {
        return unknown.isEmpty()
                ? ""
                : unknown.stream()
                        .map(name -> name.length() > 32 ? name.substring(0, 32) : name)
                        .limit(20)
                        .collect(Collectors.joining("、", "忽略了不认识的列：", ""));
    }

    @Override
    public String toString() {
        return "Header" + Arrays.toString(places);
    }
}
