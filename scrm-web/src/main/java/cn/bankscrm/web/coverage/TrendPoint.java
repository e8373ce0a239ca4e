package cn.bankscrm.web.coverage;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A point of the chart and a line of the table beneath it.
 *
 * @param rate null where the day has no snapshot, is being counted again, or nobody was managed
 */
record TrendPoint(
        LocalDate day, long managed, long covered, @Nullable BigDecimal rate) {}
