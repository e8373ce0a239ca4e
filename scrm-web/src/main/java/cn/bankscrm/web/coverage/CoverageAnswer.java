package cn.bankscrm.web.coverage;

import cn.bankscrm.kpi.coverage.CoverageCell;
import cn.bankscrm.kpi.coverage.CoverageRate;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One cell of coverage as the API tells it.
 *
 * @param scope institution or staff
 * @param key the institution's code or the staff number
 * @param segment the segment's name, or 全部
 * @param date as of the last second of this day; for the current day, as of now
 * @param managed customers managed
 * @param certifiedOwn of these, certified friends of their own manager
 * @param certifiedAny of these, certified friends of any member of staff
 * @param coverage certifiedOwn ÷ managed with four places, half even; null where nobody is managed
 */
record CoverageAnswer(
        String scope,
        String key,
        String segment,
        LocalDate date,
        long managed,
        long certifiedOwn,
        long certifiedAny,
        @Nullable BigDecimal coverage) {

    static CoverageAnswer of(CoverageCell cell) {
        return new CoverageAnswer(
                cell.subject().kind().label(),
                cell.subject().key(),
                cell.segment().name(),
                cell.date(),
                cell.counts().managed(),
                cell.counts().certifiedOwn(),
                cell.counts().certifiedAny(),
                cell.counts().coverage().map(CoverageRate::value).orElse(null));
    }
}
