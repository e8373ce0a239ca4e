package cn.bankscrm.web.customer;

import cn.bankscrm.core.activity.TimeLineEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a time line for the page.
 *
 * @param next the address of the next part; null at the end
 */
record TimeLineView(List<Row> rows, @Nullable String next) {

    TimeLineView {
        rows = List.copyOf(rows);
    }

    /** @param text of the note that the line is about; null for other lines. Personal data */
    record Row(TimeLineEntry entry, @Nullable String text) {

        @Override
        public String toString() {
            return entry.toString();
        }
    }
}
