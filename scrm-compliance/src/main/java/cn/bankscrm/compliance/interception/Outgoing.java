package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.staff.StaffNo;
import org.jspecify.annotations.Nullable;

/**
 * A text that is to leave.
 *
 * @param text as the customer would read it
 * @param sender in whose name; null where it is the bank's own
 */
public record Outgoing(String text, Outlet outlet, @Nullable StaffNo sender) {

    /** Not the text: this may end in a log. */
    @Override
    public String toString() {
        return "Outgoing[" + outlet + ", " + text.length() + " characters]";
    }
}
