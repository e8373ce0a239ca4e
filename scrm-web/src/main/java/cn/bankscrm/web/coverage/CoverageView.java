package cn.bankscrm.web.coverage;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the coverage page that change while one looks. Each prints itself in full, so that a reader's page can
 * say what it shows already. Every figure carries the address of what it is made of.
 */
record CoverageView(
        Headline headline,
        Tiles tiles,
        List<HeatRow> rows,
        List<Gap> gaps,
        List<Rank> ranking,
        List<Rank> managers,
        List<Next> next) {

    CoverageView {
        rows = List.copyOf(rows);
        gaps = List.copyOf(gaps);
        ranking = List.copyOf(ranking);
        managers = List.copyOf(managers);
        next = List.copyOf(next);
    }

    /** The names of the parts, in the order of the page. */
    static final List<String> PARTS = List.of("headline", "tiles", "heat", "ranking", "next");

    /** A short sign of what each part shows, joined by dots. */
    String sign() {
        return String.join(
                ".",
                sign(headline),
                sign(tiles),
                sign(List.of(rows, gaps)),
                sign(List.of(ranking, managers)),
                sign(next));
    }

    private static String sign(Object part) {
        return Integer.toHexString(part.toString().hashCode());
    }

    /** The parts that a page with another sign does not show yet. */
    List<String> partsUnseen(String seen) {
        List<String> theirs = List.of(seen.split("\\.", -1));
        List<String> ours = List.of(sign().split("\\.", -1));
        return PARTS.stream()
                .filter(part -> {
                    int at = PARTS.indexOf(part);
                    return at >= theirs.size() || !Objects.equals(theirs.get(at), ours.get(at));
                })
                .toList();
    }

    /**
     * The sentence.
     *
     * @param rate null where nobody is managed
     * @param change to the week before; null where that is not known
     * @param gap the widest; null where there is none
     */
    record Headline(
            String name,
            long managed,
            long covered,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal change,
            @Nullable Gap gap,
            @Nullable BigDecimal reference,
            @Nullable BigDecimal target) {}

    /**
     * @param elsewhere customers who are certified friends of somebody else in the bank only
     * @param change of the covered heads to the week before; null where that is not known
     */
    record Tiles(
            long managed,
            long covered,
            long elsewhere,
            long links,
            long waiting,
            @Nullable Long change,
            @Nullable BigDecimal rate,
            @Nullable BigDecimal target) {

        public long uncovered() {
            return managed - covered;
        }
    }

    /**
     * @param address of the page of this line
     * @param cells all customers first, then the segments in the bank's order
     */
    record HeatRow(String name, String address, List<HeatCell> cells) {}

    /**
     * @param rate null where nobody is managed
     * @param tone 0 for the lightest to {@link Tones#DARKEST}
     * @param address of the customers who are missing
     */
    record HeatCell(
            String segment,
            long managed,
            long covered,
            @Nullable BigDecimal rate,
            int tone,
            String address) {}

    /**
     * Heads missing in one place.
     *
     * @param missing to what is asked for, or where nothing is asked for to everybody
     */
    record Gap(
            String name,
            @Nullable String segment,
            long managed,
            long covered,
            BigDecimal rate,
            long missing,
            String address) {}

    record Rank(int place, String name, long managed, long covered, BigDecimal rate, String address) {}

    /** @param standing the key of the reason */
    record Next(String no, String name, String segments, BigDecimal aum, String manager, String standing) {}
}
