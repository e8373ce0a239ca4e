package cn.bankscrm.core.activity;

import cn.bankscrm.core.customer.StaffRef;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the time line, for one reader.
 *
 * @param staff who of the bank took part; null for nobody, or somebody outside the reader's scope
 * @param elsewhere whether somebody outside the reader's scope took part
 * @param contact the contact's masked name; null where there is none or WeCom has not told it
 */
public record TimeLineEntry(
        Instant at,
        TimeLineKind kind,
        @Nullable StaffRef staff,
        boolean elsewhere,
        @Nullable String contact,
        Map<String, String> details) {

    public TimeLineEntry {
        details = Map.copyOf(details);
    }

    /** Not the names: this may end in a log. */
    @Override
    public String toString() {
        return "TimeLineEntry[" + at + ", " + kind + "]";
    }
}
