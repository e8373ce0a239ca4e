package cn.bankscrm.core.activity;

import cn.bankscrm.core.staff.StaffNo;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants to see of a time line; null wherever nothing is chosen.
 *
 * @param staff a person whom the reader may see by name; nobody else is ever found by it
 * @param from the first day
 * @param until the last day, included
 */
public record TimeLineFilter(
        TimeLineKind.@Nullable Group group,
        @Nullable StaffNo staff,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    public static final TimeLineFilter NONE = new TimeLineFilter(null, null, null, null);
}
