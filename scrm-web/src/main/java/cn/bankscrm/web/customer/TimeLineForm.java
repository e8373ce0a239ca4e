package cn.bankscrm.web.customer;

import cn.bankscrm.core.activity.TimeLineFilter;
import cn.bankscrm.core.activity.TimeLineKind;
import cn.bankscrm.core.staff.StaffNo;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filter of a time line as the address holds it; what is no choice counts as none.
 *
 * @param kind a group of kinds, in small letters
 * @param staff a staff number
 */
record TimeLineForm(
        @Nullable String kind,
        @Nullable String staff,
        @Nullable LocalDate from,
        @Nullable LocalDate until) {

    TimeLineFilter filter() {
        return new TimeLineFilter(group(), staffNo(), from, until);
    }

    private TimeLineKind.@Nullable Group group() {
        return Arrays.stream(TimeLineKind.Group.values())
                .filter(group -> group.name().toLowerCase(Locale.ROOT).equals(kind))
                .findFirst()
                .orElse(null);
    }

    private @Nullable StaffNo staffNo() {
        try {
            return staff == null ? null : new StaffNo(staff);
        } catch (IllegalArgumentException notANumber) {
            return null;
        }
    }

    /** The address of the time line's next part. */
    String next(String customerNo, String after) {
        return UriComponentsBuilder.fromPath("/customers/{no}/timeline")
                .queryParamIfPresent("kind", Optional.ofNullable(kind))
                .queryParamIfPresent("staff", Optional.ofNullable(staff))
                .queryParamIfPresent("from", Optional.ofNullable(from))
                .queryParamIfPresent("until", Optional.ofNullable(until))
                .queryParam("after", after)
                .build(customerNo)
                .toString();
    }
}
