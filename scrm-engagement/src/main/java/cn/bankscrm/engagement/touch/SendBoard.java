package cn.bankscrm.engagement.touch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the sends of some days.
 *
 * @param byContent the most unconfirmed first
 * @param byStaff likewise
 * @param rows the newest first
 */
public record SendBoard(SendFigures all, List<Line> byContent, List<Line> byStaff, List<SendRow> rows) {

    public SendBoard {
        byContent = List.copyOf(byContent);
        byStaff = List.copyOf(byStaff);
        rows = List.copyOf(rows);
    }

    /** @param key the content's number, or the staff number; null for a member without one */
    public record Line(@Nullable String key, String name, SendFigures figures) {}
}
