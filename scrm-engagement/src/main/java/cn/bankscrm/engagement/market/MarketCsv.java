package cn.bankscrm.engagement.market;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a feed tells its values: {@code kind,name,day,value,previous,source} in UTF-8, without quotes. Of a
 * name that comes more than once the latest day counts.
 */
final class MarketCsv {

    private static final List<String> COLUMNS = List.of("kind", "name", "day", "value", "previous", "source");
    private static final int MOST_LINES = 5_000;
    private static final int LONGEST_NUMBER = 20;

    private MarketCsv() {}

    /** @throws MarketFeedFailure naming the first line and column that is wrong: a feed is used whole, or not at all */
    static List<MarketValue> read(String text) {
        List<String> lines =
                (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        if (lines.isEmpty() || !cells(lines.getFirst()).equals(COLUMNS)) {
            throw new MarketFeedFailure("line 1: the columns are " + String.join(",", COLUMNS));
        }
        if (lines.size() > MOST_LINES) {
            throw new MarketFeedFailure("more than " + MOST_LINES + " lines");
        }
        Map<String, MarketValue> latest = new LinkedHashMap<>();
        for (int at = 1; at < lines.size(); at++) {
            if (!lines.get(at).isBlank()) {
                MarketValue value = value(cells(lines.get(at)), at + 1);
                latest.merge(value.name(), value, (known, other) -> other.day().isBefore(known.day()) ? known : other);
            }
        }
        if (latest.isEmpty()) {
            throw new MarketFeedFailure("no values");
        }
        return new ArrayList<>(latest.values());
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }

    private static MarketValue value(List<String> cells, int line) {
        if (cells.size() != COLUMNS.size()) {
            throw new MarketFeedFailure("line " + line + ": " + cells.size() + " columns instead of " + COLUMNS.size());
        }
        MarketValue.Kind kind = Arrays.stream(MarketValue.Kind.values())
                .filter(one -> one.name().equals(cells.get(0)))
                .findFirst()
                .orElseThrow(() -> wrong(line, "kind", "is none of INDEX, GOLD, FX"));
        LocalDate day;
        try {
            day = LocalDate.parse(cells.get(2));
        } catch (DateTimeException e) {
            throw new MarketFeedFailure("line " + line + ", column day: is no day such as 2026-11-20", e);
        }
        BigDecimal value = number(cells.get(3), line, "value").orElseThrow(() -> wrong(line, "value", "is empty"));
        @Nullable BigDecimal previous = number(cells.get(4), line, "previous").orElse(null);
        try {
            return new MarketValue(kind, cells.get(1), day, value, previous, cells.get(5));
        } catch (IllegalArgumentException e) {
            throw new MarketFeedFailure("line " + line + ": " + e.getMessage(), e);
        }
    }

    private static Optional<BigDecimal> number(String cell, int line, String column) {
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        if (cell.length() > LONGEST_NUMBER || !cell.matches("[0-9]+([.][0-9]+)?")) {
            throw wrong(line, column, "is no number such as 3412.60");
        }
        return Optional.of(new BigDecimal(cell));
    }

    private static MarketFeedFailure wrong(int line, String column, String what) {
        return new MarketFeedFailure("line " + line + ", column " + column + ": " + what);
    }
}
