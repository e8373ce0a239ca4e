package cn.bankscrm.core.activity;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source is asked for. Facts of contacts count as the customer's within the spans of the view
 * {@code core.pub_contact_span}.
 *
 * @param kinds only these
 * @param staff only with this person; null for anybody
 * @param from not before
 * @param before only earlier than this; facts of this very moment only with an id below {@code beforeId}
 * @param most at most so many
 */
public record TimeLineQuery(
        CustomerId customer,
        Set<TimeLineKind> kinds,
        @Nullable StaffId staff,
        Instant from,
        Instant before,
        long beforeId,
        int most) {

    public TimeLineQuery {
        kinds = Set.copyOf(kinds);
    }
}
