package cn.bankscrm.web.customer;

import cn.bankscrm.core.customer.StaffRef;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A bar of the picture of who had to do with a customer, and when.
 *
 * @param who null for a certification, and for somebody outside the reader's scope
 * @param until null while it lasts
 * @param x where the bar begins, in thousandths of the picture
 * @param width of the bar, in thousandths of the picture; never invisible
 */
record Lane(
        Kind kind,
        @Nullable StaffRef who,
        LocalDate from,
        @Nullable LocalDate until,
        int x,
        int width) {

    enum Kind {
        MANAGER,
        CERTIFIED,
        FRIEND
    }
}
