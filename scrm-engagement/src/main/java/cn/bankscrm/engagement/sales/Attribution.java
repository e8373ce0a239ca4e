package cn.bankscrm.engagement.sales;

import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.tracking.LinkId;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Says which links an order came from. The customer has to have opened the link before, within a window. The parts add
 * up to the whole, to the fen.
 *
 * @param window how long a link counts after it was opened; the moment itself counts, the end of the window does not
 */
record Attribution(Duration window, Model model) {

    private static final Comparator<Opening> LATEST_FIRST = Comparator.comparing(Opening::at)
            .reversed()
            .thenComparing(
                    Comparator.<Opening>comparingLong(opening -> opening.link().value())
                            .reversed());

    /** How several links share one order. */
    enum Model {
        /** The link opened last takes all. */
        LAST,
        /** Every link takes the same; fen that cannot be divided go to those opened last. */
        SHARED
    }

    /** That the customer opened a link. */
    record Opening(LinkId link, ContentId content, StaffId staff, Instant at) {}

    /** What of an order is a link's. */
    record Part(LinkId link, ContentId content, StaffId staff, BigDecimal amount, BigDecimal income) {}

    /**
     * @param amount to the fen
     * @param income to the fen
     * @param at when the order began
     * @param openings in any order, also of one link several times, also too early or too late
     * @return empty where no link counts
     */
    List<Part> parts(BigDecimal amount, BigDecimal income, Instant at, Collection<Opening> openings) {
        Map<LinkId, Opening> latest = new HashMap<>();
        openings.stream()
                .filter(opening ->
                        !opening.at().isAfter(at) && opening.at().plus(window).isAfter(at))
                .forEach(opening -> latest.merge(
                        opening.link(), opening, (one, other) -> LATEST_FIRST.compare(one, other) <= 0 ? one : other));
        List<Opening> counting = latest.values().stream()
                .sorted(LATEST_FIRST)
                .limit(model == Model.LAST ? 1 : Long.MAX_VALUE)
                .toList();
        List<BigDecimal> amounts = divided(amount, counting.size());
        List<BigDecimal> incomes = divided(income, counting.size());
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < counting.size(); i++) {
            Opening opening = counting.get(i);
            parts.add(new Part(opening.link(), opening.content(), opening.staff(), amounts.get(i), incomes.get(i)));
        }
        return List.copyOf(parts);
    }

    private static List<BigDecimal> divided(BigDecimal whole, int parts) {
        List<BigDecimal> divided = new ArrayList<>();
        if (parts > 0) {
            BigInteger[] fen =
                    whole.movePointRight(2).toBigIntegerExact().divideAndRemainder(BigInteger.valueOf(parts));
            int left = fen[1].abs().intValueExact();
            for (int i = 0; i < parts; i++) {
                BigInteger one = i < left ? fen[0].add(BigInteger.valueOf(fen[1].signum())) : fen[0];
                divided.add(new BigDecimal(one, 2));
            }
        }
        return divided;
    }
}
